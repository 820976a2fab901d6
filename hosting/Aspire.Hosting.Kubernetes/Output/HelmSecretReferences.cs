using Aspirate.Cluster.Secrets.Templates;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// Lets another Secret be named wherever the pods of a chart read one of the chart's own: as a container's environment, whole or
/// by key, as a volume, alone or among others, or to pull images.
/// </summary>
internal sealed class HelmSecretReferences(IReadOnlyList<SecretTemplate> secrets, HelmSections sections)
{
    private const string NameLabel = "app.kubernetes.io/name";
    private const string EnvironmentSuffix = "-secrets";

    /// <summary>The resource that a Secret belongs to.</summary>
    public static string OwnerOf(SecretTemplate secret) => secret.Metadata.Labels?.TryGetValue(NameLabel, out var owner) is true ? owner : secret.Metadata.Name;

    /// <summary>The file that a Secret's template is in.</summary>
    public static string FileOf(SecretTemplate secret) => ValueOf(secret).Length == 0
        ? $"{OwnerOf(secret)}/secret.yaml"
        : $"{OwnerOf(secret)}/secret-{secret.Metadata.Name}.yaml";

    /// <summary>The path of the value that names another Secret in a Secret's place.</summary>
    public string PathOf(SecretTemplate secret) => ValueOf(secret) is { Length: > 0 } value
        ? $"{sections.Of(OwnerOf(secret))}.{value}.existingSecret"
        : $"{sections.Of(OwnerOf(secret))}.existingSecret";

    /// <summary>What gives the text of a Secret's template, in an expression.</summary>
    public static string TextOf(SecretTemplate secret) => $"include (print $.Template.BasePath \"/{FileOf(secret)}\") .";

    /// <returns>The Secrets that the pods of <paramref name="node"/> read when they start.</returns>
    public IReadOnlyList<SecretTemplate> Replace(YamlMappingNode node, HelmExpressions expressions) =>
        [.. PodTemplates(node).ToList().SelectMany(template => ReplaceIn(template, expressions)).Distinct()];

    private List<SecretTemplate> ReplaceIn(YamlMappingNode template, HelmExpressions expressions)
    {
        var pod = (YamlMappingNode)YamlPath.Find(template, "spec")!;
        var read = new List<SecretTemplate>();
        foreach (var container in Items(pod, "initContainers").Concat(Items(pod, "containers")))
        {
            read.AddRange(Items(container, "envFrom").Select(source => Named(YamlPath.Find(source, "secretRef"), "name", expressions)).OfType<SecretTemplate>());
            read.AddRange(Items(container, "env").Select(variable => Named(YamlPath.Find(variable, "valueFrom", "secretKeyRef"), "name", expressions)).OfType<SecretTemplate>());
        }

        foreach (var volume in Items(pod, "volumes"))
        {
            Named(YamlPath.Find(volume, "secret"), "secretName", expressions);
            foreach (var source in YamlPath.Find(volume, "projected") is YamlMappingNode projected ? Items(projected, "sources") : [])
            {
                Named(YamlPath.Find(source, "secret"), "name", expressions);
            }
        }

        foreach (var pull in Items(pod, "imagePullSecrets"))
        {
            Named(pull, "name", expressions);
        }

        // Pods read the environment once: another Secret must give other pods.
        if (read.Count > 0 && YamlPath.Find(template, "metadata") is YamlMappingNode metadata)
        {
            if (YamlPath.Find(metadata, "annotations") is not YamlMappingNode annotations)
            {
                annotations = [];
                metadata.Add("annotations", annotations);
            }

            var files = read.Distinct().Select(TextOf).ToList();
            annotations.Add("checksum/secrets", "");
            expressions.Raw(annotations, $"{{{{ {(files is [var only] ? only : $"print {string.Join(' ', files.Select(file => $"({file})"))}")} | sha256sum }}}}", "checksum/secrets");
        }

        return read;
    }

    private SecretTemplate? Named(YamlNode? reference, string field, HelmExpressions expressions)
    {
        if (reference is not YamlMappingNode node || YamlPath.Find(node, field) is not YamlScalarNode { Value: { } name } || secrets.FirstOrDefault(candidate => candidate.Metadata.Name == name) is not { } secret)
        {
            return null;
        }

        expressions.Name(node, PathOf(secret), field);
        return secret;
    }

    // What a workload has in its environment is the resource's own Secret; every other one has its name besides.
    private static string ValueOf(SecretTemplate secret)
    {
        var (owner, name) = (OwnerOf(secret), secret.Metadata.Name);
        return name == owner + EnvironmentSuffix || name == owner
            ? ""
            : HelmName.Of(name.StartsWith($"{owner}-", StringComparison.Ordinal) ? name[(owner.Length + 1)..] : name);
    }

    private static IEnumerable<YamlMappingNode> PodTemplates(YamlMappingNode node) => new[]
    {
        YamlPath.Find(node, "spec", "template"),
        YamlPath.Find(node, "spec", "jobTemplate", "spec", "template"),
        YamlPath.Find(node, "kind") is YamlScalarNode { Value: "Pod" } ? node : null,
    }
        .OfType<YamlMappingNode>()
        .Where(template => YamlPath.Find(template, "spec") is YamlMappingNode);

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string field) =>
        (YamlPath.Find(node, field) as YamlSequenceNode)?.OfType<YamlMappingNode>() ?? [];
}
