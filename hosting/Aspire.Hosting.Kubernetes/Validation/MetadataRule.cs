using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Names, labels and annotations have the form that the API server takes; no two objects have the same name.</summary>
internal sealed class MetadataRule : IManifestRule
{
    private const int AnnotationsSize = 256 * 1024;

    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var manifest in set.Manifests)
        {
            var name = manifest.Content.Metadata.Name;
            if (!IsName(manifest, name))
            {
                yield return ManifestSet.Violation(manifest, "metadata.name", $"'{name}' is not a name for a {manifest.Content.Kind}: {Form(manifest)}", KubernetesReference.Names);
            }

            foreach (var violation in Check(manifest, manifest.Content.Metadata, "metadata"))
            {
                yield return violation;
            }
        }

        foreach (var (manifest, pod) in set.PodTemplates)
        {
            foreach (var violation in Check(manifest, pod.Metadata ?? new(), "spec.template.metadata"))
            {
                yield return violation;
            }
        }

        foreach (var group in set.Manifests.GroupBy(manifest => (manifest.Content.ApiVersion, manifest.Id)).Where(group => group.Count() > 1))
        {
            var last = group.Last();
            yield return ManifestSet.Violation(last, "metadata.name", $"{string.Join(" and ", group.Select(manifest => $"'{manifest.Resource}'").Distinct())} both give a {last.Content.Kind} called '{last.Content.Metadata.Name}'", KubernetesReference.Names);
        }
    }

    private static IEnumerable<Violation> Check(KubernetesManifest manifest, V1ObjectMeta metadata, string field)
    {
        foreach (var (key, value) in metadata.Labels ?? new Dictionary<string, string>())
        {
            if (!NameSyntax.IsQualifiedName(key))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.labels", $"'{key}' is not a label's key: an optional DNS prefix and '/', then at most 63 letters, digits, '-', '_' and '.'", KubernetesReference.Labels);
            }

            if (!NameSyntax.IsLabelValue(value))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.labels['{key}']", $"'{value}' is not a label's value: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends", KubernetesReference.Labels);
            }
        }

        var annotations = metadata.Annotations ?? new Dictionary<string, string>();
        foreach (var key in annotations.Keys.Where(key => !NameSyntax.IsQualifiedName(key)))
        {
            yield return ManifestSet.Violation(manifest, $"{field}.annotations", $"'{key}' is not an annotation's key: an optional DNS prefix and '/', then at most 63 letters, digits, '-', '_' and '.'", KubernetesReference.Annotations);
        }

        if (annotations.Sum(entry => entry.Key.Length + entry.Value.Length) > AnnotationsSize)
        {
            yield return ManifestSet.Violation(manifest, $"{field}.annotations", "the annotations are larger than 256 KiB together", KubernetesReference.Annotations);
        }
    }

    // The pods' host names and the values of the controllers' labels are made of a workload's name.
    private static bool IsName(KubernetesManifest manifest, string? name) => manifest.Content switch
    {
        V1Service => NameSyntax.IsServiceName(name),
        V1Namespace or V1Deployment or V1StatefulSet or V1Job => NameSyntax.IsLabel(name),
        _ => NameSyntax.IsSubdomain(name),
    };

    private static string Form(KubernetesManifest manifest) => manifest.Content switch
    {
        V1Service => "at most 63 lower case letters, digits and hyphens, beginning with a letter (RFC 1035)",
        V1Namespace or V1Deployment or V1StatefulSet or V1Job => "at most 63 lower case letters, digits and hyphens (RFC 1123 label)",
        _ => "at most 253 lower case letters, digits, '-' and '.' (RFC 1123 subdomain)",
    };
}
