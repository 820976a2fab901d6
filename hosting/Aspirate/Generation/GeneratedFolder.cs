using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Generation;

/// <summary>Reads a folder that an AppHost has just published into.</summary>
internal static class GeneratedFolder
{
    public static async Task<FileTree> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var tree = new FileTree();
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            tree.Add(
                Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/'),
                FileTree.ContentOf(text));
        }

        return tree;
    }
}
