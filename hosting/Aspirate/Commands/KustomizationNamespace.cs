using Aspirate.Cluster;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Commands;

/// <summary>The namespace that a folder's kustomization puts everything into: its own, or else that of a folder it is based on.</summary>
internal static class KustomizationNamespace
{
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <returns><see langword="null"/> when there is no kustomization, or it names none.</returns>
    /// <exception cref="UserErrorException">A kustomization is not YAML.</exception>
    public static string? Of(string folder) => Of(folder, new(StringComparer.Ordinal));

    // Folders that have been read: kustomize complains of a cycle, with more to say than can be said here.
    private static string? Of(string folder, HashSet<string> known)
    {
        if (!known.Add(Path.GetFullPath(folder)) || FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } file)
        {
            return null;
        }

        if (Read(file) is not { } kustomization)
        {
            return null;
        }

        return kustomization.Children.TryGetValue("namespace", out var node) && node is YamlScalarNode { Value: { Length: > 0 } name }
            ? name
            : Folders(kustomization, folder).Select(based => Of(based, known)).FirstOrDefault(found => found is not null);
    }

    private static YamlMappingNode? Read(string file)
    {
        var yaml = new YamlStream();
        try
        {
            using var reader = File.OpenText(file);
            yaml.Load(reader);
        }
        catch (YamlException mistake)
        {
            throw new UserErrorException($"{file} is no valid YAML: line {mistake.Start.Line}: {mistake.Message}");
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : null;
    }

    private static IEnumerable<string> Folders(YamlMappingNode kustomization, string folder) =>
        kustomization.Children.TryGetValue("resources", out var resources) && resources is YamlSequenceNode list
            ? list.OfType<YamlScalarNode>().Select(resource => Path.Combine(folder, resource.Value ?? "")).Where(Directory.Exists)
            : [];
}
