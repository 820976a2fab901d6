namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// Puts a <see cref="FileTree"/> on disk as a whole: it is written beside the folder and then takes its place, so that a
/// failure leaves the old tree as it was. Files that were not generated stay where they are.
/// </summary>
public static class FileTreeWriter
{
    /// <summary>The files in which <paramref name="directory"/> differs from <paramref name="tree"/>; empty when it is up to date.</summary>
    /// <param name="tree">The tree that the model gives.</param>
    /// <param name="directory">The folder; it need not exist.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<IReadOnlyList<FileDifference>> CompareAsync(FileTree tree, string directory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentException.ThrowIfNullOrEmpty(directory);

        var onDisk = await ReadAsync(directory, cancellationToken);
        return Compare(tree, onDisk);
    }

    /// <summary>Makes <paramref name="directory"/> hold <paramref name="tree"/>; does nothing when it already does.</summary>
    /// <param name="tree">The tree that the model gives.</param>
    /// <param name="directory">The folder; it and its parents are created when missing.</param>
    /// <param name="cancellationToken">Cancels the writing; the old tree then stays.</param>
    /// <returns>The files that changed.</returns>
    /// <exception cref="IOException">The folder holds other things, or a file that was not generated stands in the place of one of the tree's.</exception>
    public static async Task<IReadOnlyList<FileDifference>> WriteAsync(FileTree tree, string directory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentException.ThrowIfNullOrEmpty(directory);

        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var onDisk = await ReadAsync(target, cancellationToken);
        var differences = Compare(tree, onDisk);
        if (differences.Count == 0)
        {
            return differences;
        }

        if (onDisk.Count > 0 && !onDisk.Values.Any(file => FileTree.IsGenerated(file.Text)))
        {
            throw new IOException($"The folder '{target}' is not empty, and nothing in it was generated. Choose another folder, or empty it.");
        }

        foreach (var path in tree.Files.Keys)
        {
            if (onDisk.TryGetValue(path, out var existing) && !FileTree.IsGenerated(existing.Text))
            {
                throw new IOException($"'{Path.Combine(target, path)}' was not generated, but the model now gives a file of that name. Move it away, then generate again.");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var staging = $"{target}.new-{Guid.NewGuid():N}";
        try
        {
            foreach (var (path, content) in tree.Files)
            {
                await WriteFileAsync(Path.Combine(staging, path), content, cancellationToken);
            }

            foreach (var (path, file) in onDisk.Where(entry => !FileTree.IsGenerated(entry.Value.Text)))
            {
                var copy = Path.Combine(staging, path);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file.FullPath, copy);
            }

            Replace(target, staging);
        }
        catch
        {
            DeleteIfPresent(staging);
            throw;
        }

        return differences;
    }

    // Two renames: a crash between them leaves both trees complete on disk, never a mixture.
    private static void Replace(string target, string staging)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(staging, target);
            return;
        }

        var old = $"{target}.old-{Guid.NewGuid():N}";
        Directory.Move(target, old);
        try
        {
            Directory.Move(staging, target);
        }
        catch
        {
            Directory.Move(old, target);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    private static List<FileDifference> Compare(FileTree tree, SortedDictionary<string, ExistingFile> onDisk)
    {
        var differences = new List<FileDifference>();
        foreach (var (path, content) in tree.Files)
        {
            var existing = onDisk.GetValueOrDefault(path)?.Text;
            if (existing != content)
            {
                differences.Add(new FileDifference(path, existing, content));
            }
        }

        differences.AddRange(onDisk
            .Where(entry => !tree.Files.ContainsKey(entry.Key) && FileTree.IsGenerated(entry.Value.Text))
            .Select(entry => new FileDifference(entry.Key, entry.Value.Text, null)));

        return [.. differences.OrderBy(difference => difference.Path, StringComparer.Ordinal)];
    }

    private static async Task<SortedDictionary<string, ExistingFile>> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, ExistingFile>(StringComparer.Ordinal);
        if (!Directory.Exists(directory))
        {
            return files;
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(directory, file).Replace(Path.DirectorySeparatorChar, '/');
            files[path] = new ExistingFile(file, await File.ReadAllTextAsync(file, cancellationToken));
        }

        return files;
    }

    private static async Task WriteFileAsync(string file, string content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content, cancellationToken);
    }

    private static void DeleteIfPresent(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed record ExistingFile(string FullPath, string Text);
}
