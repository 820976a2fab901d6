using Aspire.Hosting.Kubernetes.Objects;
using k8s;

namespace Aspirate.Secrets;

/// <summary>Reads from a generated tree where the values of its Secrets come from.</summary>
internal static class SecretTemplateReader
{
    private const string Folder = "secrets";

    /// <exception cref="UserErrorException">The folder is no generated tree.</exception>
    public static async Task<IReadOnlyList<SecretTemplate>> ReadAsync(string tree, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(tree, "kustomization.yaml")))
        {
            throw new UserErrorException($"{tree} is no generated tree: it has no kustomization.yaml. Write one with: aspirate generate --output-path {tree}");
        }

        var folder = Path.Combine(tree, Folder);
        var templates = new List<SecretTemplate>();
        foreach (var file in Files(folder))
        {
            templates.Add(KubernetesYaml.Deserialize<SecretTemplate>(await File.ReadAllTextAsync(file, cancellationToken)));
        }

        return templates;
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal) : [];
}
