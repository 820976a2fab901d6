using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Objects;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>Lets another Secret be named wherever the pods of a chart read one of the chart's own.</summary>
internal static class HelmSecretReferences
{
    /// <returns>The Secrets that the pods of <paramref name="manifest"/> read, and the part of the workload's values that may name another.</returns>
    public static IReadOnlyList<(SecretTemplate Secret, string Value)> Replace(KubernetesManifest manifest, YamlMappingNode node, IReadOnlyList<SecretTemplate> secrets, HelmExpressions expressions)
    {
        if (YamlPath.Find(node, "spec", "template", "spec") is not YamlMappingNode pod)
        {
            return [];
        }

        var found = new List<(SecretTemplate Secret, string Value)>();
        var containers = Items(pod, "initContainers").Concat(Items(pod, "containers"));
        foreach (var reference in containers.SelectMany(container => Items(container, "envFrom")).Select(source => YamlPath.Find(source, "secretRef")).OfType<YamlMappingNode>())
        {
            Add(reference, "name", value: "");
        }

        foreach (var volume in Items(pod, "volumes"))
        {
            if (YamlPath.Find(volume, "secret") is YamlMappingNode reference)
            {
                Add(reference, "secretName", HelmName.Of(((YamlScalarNode)YamlPath.Find(volume, "name")!).Value!));
            }
        }

        // Pods read the environment once: another Secret must give other pods.
        if (found.Any(entry => entry.Value.Length == 0) && YamlPath.Find(node, "spec", "template", "metadata") is YamlMappingNode metadata)
        {
            if (YamlPath.Find(metadata, "annotations") is not YamlMappingNode annotations)
            {
                annotations = [];
                metadata.Add("annotations", annotations);
            }

            annotations.Add("checksum/secrets", "");
            expressions.Raw(annotations, $"{{{{ include (print $.Template.BasePath \"/{manifest.Resource}/secret.yaml\") . | sha256sum }}}}", "checksum/secrets");
        }

        return found;

        void Add(YamlMappingNode reference, string field, string value)
        {
            var name = (YamlPath.Find(reference, field) as YamlScalarNode)?.Value;
            if (secrets.FirstOrDefault(candidate => candidate.Metadata.Name == name) is { } secret)
            {
                expressions.Name(reference, value.Length == 0 ? "existingSecret" : $"{value}.existingSecret", field);
                if (!found.Any(entry => entry.Secret == secret))
                {
                    found.Add((secret, value));
                }
            }
        }
    }

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string field) =>
        (YamlPath.Find(node, field) as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? [];
}
