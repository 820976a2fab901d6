using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Generation;

/// <summary>Writes a generated tree to its folder, and says what has changed there.</summary>
internal static class WrittenTree
{
    public static async Task WriteAsync(FileTree tree, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var differences = await FileTreeWriter.WriteAsync(tree, folder, cancellationToken);
        foreach (var difference in differences)
        {
            var change = difference switch { { Committed: null } => "added", { Generated: null } => "removed", _ => "changed" };
            await output.WriteLineAsync($"  {change,-8} {difference.Path}");
            foreach (var note in FileTree.NotesOf(difference.Generated ?? ""))
            {
                await output.WriteLineAsync($"           note: {note}");
            }
        }

        await output.WriteLineAsync(differences.Count == 0
            ? $"{folder} is up to date ({tree.Files.Count} files)."
            : $"Wrote {tree.Files.Count} files to {folder} ({differences.Count} changed).");
    }
}
