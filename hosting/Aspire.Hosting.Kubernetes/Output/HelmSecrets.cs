using System.Globalization;
using System.Text;
using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// The Secrets of a chart. The values of the parameters come from its values (<c>secrets.NAME</c>), from a Secret that is there
/// already (<c>existingSecret</c>), from the one in which the chart keeps them from installation to upgrade, or are made up by
/// their rule. No file of the chart has one.
/// </summary>
/// <remarks><see href="https://helm.sh/docs/chart_template_guide/functions_and_pipelines/#using-the-lookup-function"/></remarks>
internal sealed class HelmSecrets(ApplicationDescription application, IReadOnlyList<SecretTemplate> secrets, ManifestSerializer serializer)
{
    private const string Specials = "-_.~()*+!";

    private readonly List<SecretParameter> _parameters =
        [.. secrets.SelectMany(secret => secret.Parameters).DistinctBy(parameter => parameter.Name).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];

    /// <summary>The helpers that the Secrets' templates call.</summary>
    public string Helpers => $$$"""
        {{- define "{{{application.Name}}}.parameters" -}}
        {{- if not (hasKey .Values "_parameters") -}}
        {{- $given := .Values.secrets | default dict -}}
        {{- $kept := get (lookup "v1" "Secret" .Release.Namespace "{{{StoreName}}}") "data" | default dict -}}
        {{- $existing := dict -}}
        {{- if .Values.existingSecret -}}
        {{- $existing = get (lookup "v1" "Secret" .Release.Namespace .Values.existingSecret) "data" | default dict -}}
        {{- end -}}
        {{- $generated := dict {{{string.Join(' ', _parameters.Where(parameter => parameter.Generate is not null).Select(parameter => $"{Text(parameter.Name)} {Generated(parameter.Generate!)}"))}}} -}}
        {{- $values := dict -}}
        {{- $keep := dict -}}
        {{- range $name := list {{{string.Join(' ', _parameters.Select(parameter => Text(parameter.Name)))}}} -}}
        {{- if hasKey $existing $name -}}
        {{- $_ := set $values $name (get $existing $name | b64dec) -}}
        {{- else if hasKey $given $name -}}
        {{- $_ := set $keep $name (get $given $name | toString) -}}
        {{- else if hasKey $kept $name -}}
        {{- $_ := set $keep $name (get $kept $name | b64dec) -}}
        {{- else if hasKey $generated $name -}}
        {{- $_ := set $keep $name (get $generated $name) -}}
        {{- end -}}
        {{- end -}}
        {{- $_ := set .Values "_kept" $keep -}}
        {{- $_ := set .Values "_parameters" (merge $values $keep) -}}
        {{- end -}}
        {{- end -}}
        {{- define "{{{application.Name}}}.parameter" -}}
        {{- $root := index . 0 -}}
        {{- $name := index . 1 -}}
        {{- include "{{{application.Name}}}.parameters" $root -}}
        {{- if hasKey $root.Values._parameters $name -}}
        {{- get $root.Values._parameters $name -}}
        {{- else -}}
        {{- required (printf "The parameter %s has no value. Give it as secrets.%s, best in a file of values of your own (--values), or name a Secret that has it under the key %s with existingSecret." $name $name $name) nil -}}
        {{- end -}}
        {{- end -}}

        """;

    /// <summary>The Secret that keeps the values, so that an upgrade makes up no new ones and a database's data stay readable.</summary>
    public string Store => $$$"""
        {{- include "{{{application.Name}}}.parameters" . }}
        {{- if .Values._kept }}
        {{{Head(StoreName, WorkloadLabels.Of(application), new() { ["helm.sh/resource-policy"] = "keep" })}}}
        data:
          {{- range $name, $value := .Values._kept }}
          {{ $name }}: {{ $value | b64enc | quote }}
          {{- end }}
        {{- end }}

        """;

    private string StoreName => $"{application.Name}-parameters";

    /// <summary>The template of a Secret, which renders nothing when another is named in its place.</summary>
    /// <param name="secret">The Secret.</param>
    /// <param name="other">The value that may name another.</param>
    public string Template(SecretTemplate secret, string other)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{{{- if not .Values.{other} }}}}\n{Head(secret.Metadata.Name, secret.Metadata.Labels, null)}\ntype: {secret.Type}\ndata:\n");
        foreach (var (key, value) in secret.Data.Select(entry => (entry.Key, Text: SecretText.Parse(entry.Value))).Where(entry => !entry.Text.NeedsPrevious))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Quoted(key)}: {{{{ {Expression(value)} | b64enc | quote }}}}\n");
        }

        return text.Append("{{- end }}\n").ToString();
    }

    private string Head(string name, IDictionary<string, string> labels, Dictionary<string, string>? annotations) => serializer.Serialize(new k8s.Models.V1Secret
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new() { Name = name, Labels = labels, Annotations = annotations },
    }).TrimEnd('\n');

    private string Expression(SecretText text)
    {
        string[] parts = [.. text.Parts.Select(part => part switch
        {
            SecretTextPart.Literal literal => Text(literal.Text),
            SecretTextPart.Parameter { IsUriEncoded: true } parameter => $"({Value(parameter)} | urlquery | replace \"+\" \"%20\")",
            SecretTextPart.Parameter parameter => $"({Value(parameter)})",
            _ => throw new InvalidOperationException($"Unknown part {part}."),
        })];
        return parts is [var only] ? only : $"print {string.Join(' ', parts)}";
    }

    private string Value(SecretTextPart.Parameter parameter) => $"include \"{application.Name}.parameter\" (list . {Text(parameter.Name)})";

    // At least as the rule asks, of the kinds of characters that it allows. A kind without a least number may be missing, as anywhere.
    private static string Generated(SecretGeneration rule)
    {
        var (lower, upper, numeric, special) = (rule.Lower ?? true, rule.Upper ?? true, rule.Numeric ?? true, rule.Special ?? true);
        List<string> parts = [];
        Add(rule.MinLower, "randAlpha {0} | lower");
        Add(rule.MinUpper, "randAlpha {0} | upper");
        Add(rule.MinNumeric, "randNumeric {0}");
        Add(rule.MinSpecial, $"repeat {{0}} {Text(Specials)} | shuffle | trunc {{0}}");
        var rest = rule.MinLength - new[] { rule.MinLower, rule.MinUpper, rule.MinNumeric, rule.MinSpecial }.Sum(least => least ?? 0);
        Add(rest, (lower, upper, numeric, special) switch
        {
            (true, true, true, _) => "randAlphaNum {0}",
            (true, true, false, _) => "randAlpha {0}",
            (true, false, true, _) => "randAlphaNum {0} | lower",
            (false, true, true, _) => "randAlphaNum {0} | upper",
            (true, false, false, _) => "randAlpha {0} | lower",
            (false, true, false, _) => "randAlpha {0} | upper",
            (false, false, true, _) => "randNumeric {0}",
            _ => $"repeat {{0}} {Text(Specials)} | shuffle | trunc {{0}}",
        });
        return parts is [var only] ? only : $"(print {string.Join(' ', parts)} | shuffle)";

        void Add(int? count, string expression)
        {
            if (count is > 0)
            {
                parts.Add($"({string.Format(CultureInfo.InvariantCulture, expression, count)})");
            }
        }
    }

    private static string Quoted(string key) => ScalarStyleRule.For(key) is YamlDotNet.Core.ScalarStyle.Plain ? key : Text(key);

    // A string of Go; YAML never sees it.
    private static string Text(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(character) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => result.Append(character),
            };
        }

        return result.Append('"').ToString();
    }
}
