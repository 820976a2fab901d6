namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>The paths of a Compose file, which are relative to the folder that it is in.</summary>
/// <param name="sources">The folder that the sources of images are relative to.</param>
/// <param name="folder">The folder of the file.</param>
internal sealed class ComposePaths(string sources, string folder)
{
    /// <summary>The folder that the sources of images are relative to.</summary>
    public string Sources => sources;

    /// <summary>A path that is relative to the sources.</summary>
    public string OfSource(string path) => OfFile(Path.Combine(Path.GetFullPath(sources), path));

    /// <summary>A full path.</summary>
    public string OfFile(string path) => Dotted(Path.GetRelativePath(Path.GetFullPath(folder), path));

    /// <summary>A file beside the Compose file, as it is seen from a folder of the sources.</summary>
    public string OfFolder(string source, string file) => Path.GetRelativePath(Path.Combine(Path.GetFullPath(sources), source), Path.Combine(Path.GetFullPath(folder), file)).Replace('\\', '/');

    /// <summary>A path as it is seen from a folder beside it.</summary>
    public static string Between(string folder, string path) => Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path)).Replace('\\', '/');

    // Without a dot, it would be the name of a volume.
    private static string Dotted(string path) => path.Replace('\\', '/') is var name && (name.StartsWith('.') || Path.IsPathRooted(name)) ? name : $"./{name}";
}
