using System.Text.RegularExpressions;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>No expression of the manifest is left in a value, where it would be taken for the value itself.</summary>
internal sealed partial class PlaceholderRule : IManifestRule
{
    private const string Reference = "https://learn.microsoft.com/dotnet/aspire/deployment/manifest-format";

    public IEnumerable<Violation> Check(ManifestSet set)
    {
        // Files are as somebody has written them; what looks like an expression there is none.
        var environment = set.Containers.SelectMany(entry => entry.Container.EnvFrom ?? []).Select(source => source.ConfigMapRef?.Name).ToHashSet();
        foreach (var (manifest, map) in set.Of<V1ConfigMap>().Where(entry => environment.Contains(entry.Object.Metadata.Name)))
        {
            foreach (var (key, value) in map.Data ?? new Dictionary<string, string>())
            {
                if (Expression().Match(value) is { Success: true } match)
                {
                    yield return ManifestSet.Violation(manifest, $"data['{key}']", $"'{match.Value}' was not resolved", Reference);
                }
            }
        }

        foreach (var (manifest, _, container, field) in set.Containers)
        {
            var texts = (container.Args ?? []).Concat(container.Command ?? []).Concat((container.Env ?? []).Select(variable => variable.Value)).Append(container.Image);
            foreach (var match in texts.OfType<string>().Select(text => Expression().Match(text)).Where(match => match.Success))
            {
                yield return ManifestSet.Violation(manifest, field, $"'{match.Value}' was not resolved", Reference);
            }
        }
    }

    [GeneratedRegex(@"\{[A-Za-z][\w-]*\.(bindings|inputs|outputs|value|connectionString|containerImage|secretOutputs|path)\b[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();
}
