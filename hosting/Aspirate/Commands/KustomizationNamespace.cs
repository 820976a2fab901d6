using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Commands;

/// <summary>The namespace that a folder's kustomization puts everything into.</summary>
internal static class KustomizationNamespace
{
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <returns><see langword="null"/> when there is no kustomization, or it names none.</returns>
    /// <exception cref="UserErrorException">The kustomization is not YAML.</exception>
    public static string? Of(string folder)
    {
        if (FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } file)
        {
            return null;
        }

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

        return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]
            && root.Children.TryGetValue("namespace", out var node)
            && node is YamlScalarNode { Value: { Length: > 0 } name }
            ? name
            : null;
    }
}
