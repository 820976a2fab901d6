using System.Text;
using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;

namespace Aspirate.Cluster.Secrets;

/// <summary>Puts the parameters' values into the templates. The same values give the same Secrets.</summary>
internal static class SecretRenderer
{
    public static RenderedSecrets Render(IEnumerable<SecretTemplate> templates, StoredParameters parameters)
    {
        var secrets = new List<V1Secret>();
        var checksums = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var template in templates)
        {
            var texts = template.Data.ToDictionary(entry => entry.Key, entry => SecretText.Parse(entry.Value), StringComparer.Ordinal);
            var acceptsBoth = texts.Values.SelectMany(text => text.Parameters).Where(parameter => parameter.IsPrevious).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
            var told = template.Parameters.Where(parameter => parameter.Change is not null).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
            var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var readAtStart = new StringBuilder();
            foreach (var (key, text) in texts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Where(entry => entry.Value.Parameters.All(parameter => ValueOf(parameter) is not null)))
            {
                data[key] = text.Render(literal => literal, parameter => ValueOf(parameter)!);

                // The lengths keep ("ab", "c") and ("a", "bc") apart.
                var seen = text.Render(literal => literal, parameter => told.Contains(parameter.Name) ? parameter.ToString() : ValueOf(parameter)!);
                readAtStart.Append(key.Length).Append(':').Append(key).Append(seen.Length).Append(':').Append(seen);
            }

            secrets.Add(SecretOf(template, data));
            checksums[template.Metadata.Name] = parameters.Digest(readAtStart.ToString());

            string? ValueOf(SecretTextPart.Parameter part)
            {
                var parameter = parameters[part.Name] ?? throw new InvalidOperationException($"The parameter {part.Name} has no value.");
                var value = part.IsPrevious ? parameter.Previous : parameter.ValueFor(acceptsBoth.Contains(part.Name));
                return part.IsUriEncoded && value is not null ? Uri.EscapeDataString(value) : value;
            }
        }

        return new RenderedSecrets(secrets, checksums);
    }

    private static V1Secret SecretOf(SecretTemplate template, SortedDictionary<string, string> data)
    {
        // What marks the template as no object for the cluster does not hold for the Secret.
        var annotations = template.Metadata.Annotations?.Where(annotation => !annotation.Key.StartsWith("config.kubernetes.io/", StringComparison.Ordinal)).ToDictionary();
        return new V1Secret
        {
            ApiVersion = V1Secret.KubeApiVersion,
            Kind = V1Secret.KubeKind,
            Metadata = new()
            {
                Name = template.Metadata.Name,
                Labels = template.Metadata.Labels is { Count: > 0 } labels ? new Dictionary<string, string>(labels) : null,
                Annotations = annotations is { Count: > 0 } ? annotations : null,
            },
            Type = template.Type,
            Data = data.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetBytes(entry.Value)),
        };
    }
}
