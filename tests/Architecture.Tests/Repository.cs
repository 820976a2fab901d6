using Tests;

namespace Architecture.Tests;

/// <summary>The repository's files.</summary>
internal static class Repository
{
    private static readonly string[] NotSource = ["bin", "obj", "node_modules", ".git", ".data"];

    public static string Root => RepositoryRoot.Path;

    /// <summary>Files that are written by hand, by path relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(NotSource).Any())
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
