using System.Globalization;
using System.Text;
using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Description;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// Puts template expressions in the place of an object's fields, and what stood there into the chart's values. A field
/// holds a mark until the text is written, because an expression is not YAML before Helm has run.
/// </summary>
internal sealed class HelmExpressions(YamlMappingNode values, string section)
{
    private const string Mark = "HELM-EXPRESSION-";
    private readonly List<(string Expression, bool IsBlock)> _expressions = [];

    /// <summary>Makes a place for a value that nobody has to give.</summary>
    /// <param name="values">The chart's values.</param>
    /// <param name="path">The whole path of the value.</param>
    public static void Declare(YamlMappingNode values, string path) => Set(values, path, new YamlScalarNode("") { Style = ScalarStyle.DoubleQuoted });

    /// <summary>The name of an object that may be another's.</summary>
    /// <param name="node">What names it.</param>
    /// <param name="value">The whole path of the value that names another.</param>
    /// <param name="field">Where it stands.</param>
    public void Name(YamlMappingNode node, string value, string field)
    {
        if (YamlPath.Find(node, field) is YamlScalarNode { Value: { } current })
        {
            Declare(values, value);
            Raw(node, $"{{{{ .Values.{value} | default \"{current}\" }}}}", field);
        }
    }

    public void Scalar(YamlMappingNode node, string value, params ReadOnlySpan<string> path)
    {
        if (YamlPath.Find(node, path) is YamlScalarNode current)
        {
            Set(value, current);
            var quote = current.Style is ScalarStyle.Plain && IsNumber(current.Value!) ? "" : " | quote";
            Raw(node, $"{{{{ .Values.{section}.{value}{quote} }}}}", path);
        }
    }

    public void Block(YamlMappingNode node, string value, string field)
    {
        if (YamlPath.Find(node, field) is { } current)
        {
            Set(value, current);
            Replace(node, field, $"{{{{- toYaml .Values.{section}.{value}", isBlock: true);
        }
    }

    public void Raw(YamlMappingNode node, string expression, params ReadOnlySpan<string> path)
    {
        if (YamlPath.Find(node, path[..^1]) is YamlMappingNode parent)
        {
            Replace(parent, path[^1], expression, isBlock: false);
        }
    }

    /// <param name="container">The container.</param>
    /// <param name="image">Its image.</param>
    /// <param name="value">The value that it becomes.</param>
    public void Image(YamlMappingNode container, ContainerImage image, string value = "image")
    {
        if (image.Digest is not null || image.Tag is null)
        {
            Scalar(container, value, "image");
            return;
        }

        Set($"{value}.repository", Text(image.Repository));
        Set($"{value}.tag", Text(image.Tag));
        Replace(container, "image", $"\"{{{{ .Values.{section}.{value}.repository }}}}:{{{{ .Values.{section}.{value}.tag }}}}\"", isBlock: false);
    }

    /// <summary>The text with every mark replaced by its expression.</summary>
    public string Write(string text)
    {
        var result = new StringBuilder();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark < 0)
            {
                result.Append(line).Append('\n');
                continue;
            }

            var (expression, isBlock) = _expressions[int.Parse(line[(mark + Mark.Length)..], CultureInfo.InvariantCulture)];
            if (isBlock)
            {
                var indentation = line.Length - line.TrimStart(' ', '-').Length + 2;
                result.Append(line.AsSpan(0, mark).TrimEnd()).Append('\n')
                    .Append(' ', indentation).Append(CultureInfo.InvariantCulture, $"{expression} | nindent {indentation} }}}}").Append('\n');
            }
            else
            {
                result.Append(line.AsSpan(0, mark)).Append(expression).Append('\n');
            }
        }

        return result.ToString();
    }

    private void Replace(YamlMappingNode parent, string field, string expression, bool isBlock)
    {
        parent.Children[new YamlScalarNode(field)] = new YamlScalarNode(Mark + _expressions.Count.ToString(CultureInfo.InvariantCulture));
        _expressions.Add((expression, isBlock));
    }

    private void Set(string path, YamlNode value) => Set(values, $"{section}.{path}", value);

    private static void Set(YamlMappingNode values, string path, YamlNode value)
    {
        var parts = path.Split('.');
        var current = values;
        foreach (var part in parts[..^1])
        {
            current = Section(current, part);
        }

        current.Children[new YamlScalarNode(parts[^1])] = value;
    }

    private static YamlMappingNode Section(YamlMappingNode node, string key)
    {
        if (node.Children.TryGetValue(new YamlScalarNode(key), out var existing))
        {
            return (YamlMappingNode)existing;
        }

        var section = new YamlMappingNode();
        node.Add(key, section);
        return section;
    }

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyleRule.For(text) };

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
}
