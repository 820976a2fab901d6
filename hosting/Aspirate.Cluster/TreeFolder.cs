namespace Aspirate.Cluster;

/// <summary>Finds what a generated tree says beside its objects. An overlay says the same as what it is based on, unless it says something itself.</summary>
internal static class TreeFolder
{
    /// <summary>The YAML files of <paramref name="folder"/> in <paramref name="tree"/>, or in the nearest folder above that belongs to the same tree and has it; in the order of their names.</summary>
    public static IEnumerable<string> FilesIn(string tree, string folder)
    {
        for (var directory = new DirectoryInfo(Path.GetFullPath(tree)); directory is not null && File.Exists(Path.Combine(directory.FullName, "kustomization.yaml")); directory = Above(directory))
        {
            var files = Path.Combine(directory.FullName, folder);
            if (Directory.Exists(files))
            {
                return Directory.EnumerateFiles(files, "*.yaml").Order(StringComparer.Ordinal);
            }
        }

        return [];
    }

    // An overlay is two levels below its tree: overlays/NAME.
    private static DirectoryInfo? Above(DirectoryInfo folder) => folder.Parent is { Name: "overlays", Parent: { } tree } ? tree : folder.Parent;
}
