using System.Formats.Tar;
using System.IO.Compression;

namespace Aspirate.Cluster.Building.Images;

/// <summary>
/// Writes the published files anew, as two layers: what comes from packages, which seldom changes, and the application's own files.
/// A change of code then transfers kilobytes. Files are in order of their names and without times.
/// </summary>
internal static class ApplicationLayers
{
    public static async Task<IReadOnlyList<(ImageLayer Layer, string Comment)>> MakeAsync(Blob published, BlobFolder blobs, CancellationToken cancellationToken)
    {
        var unpacked = blobs.NewFile();
        try
        {
            await using (var compressed = new GZipStream(published.Open(), CompressionMode.Decompress))
            await using (var plain = File.Create(unpacked))
            {
                await compressed.CopyToAsync(plain, cancellationToken);
            }

            await using var stream = File.OpenRead(unpacked);
            await using var reader = new TarReader(stream);
            var entries = await ReadAsync(reader, cancellationToken);
            var packages = await PackageFiles.ReadAsync(entries, cancellationToken);
            var layers = new List<(ImageLayer, string)>();
            foreach (var (comment, members) in new[]
            {
                ("Packages", entries.Where(packages.Contains).ToList()),
                ("Application", entries.Where(entry => !packages.Contains(entry)).ToList()),
            })
            {
                if (members.Count > 0)
                {
                    layers.Add((await blobs.AddLayerAsync(layer => WriteAsync(WithFolders(members, entries), layer, cancellationToken), cancellationToken), comment));
                }
            }

            return layers;
        }
        finally
        {
            File.Delete(unpacked);
        }
    }

    private static async Task<List<TarEntry>> ReadAsync(TarReader reader, CancellationToken cancellationToken)
    {
        var entries = new List<TarEntry>();
        while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    // A layer names the folders of its files, so that their owner and mode do not depend on other layers.
    private static IEnumerable<TarEntry> WithFolders(List<TarEntry> members, List<TarEntry> all)
    {
        var folders = all.Where(entry => entry.EntryType == TarEntryType.Directory).ToDictionary(entry => entry.Name.TrimEnd('/'), StringComparer.Ordinal);
        return members.SelectMany(member => Parents(member.Name)).Distinct(StringComparer.Ordinal).Where(folders.ContainsKey).Select(folder => folders[folder])
            .Concat(members)
            .DistinctBy(entry => entry.Name)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Parents(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            yield return name[..slash];
        }
    }

    // GNU's format, because .NET puts the process's number into the other one that can hold long names.
    private static async Task WriteAsync(IEnumerable<TarEntry> entries, Stream layer, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(layer, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var entry in entries)
        {
            await using var normalized = await WithoutTimesAsync(entry, cancellationToken);
            var written = new GnuTarEntry(entry.EntryType == TarEntryType.Directory ? TarEntryType.Directory : TarEntryType.RegularFile, entry.Name)
            {
                Mode = entry.Mode,
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
            };
            if (written.EntryType == TarEntryType.RegularFile)
            {
                written.DataStream = normalized ?? entry.DataStream;
            }

            await writer.WriteEntryAsync(written, cancellationToken);
        }
    }

    private static async Task<Stream?> WithoutTimesAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (!StaticAssetEndpoints.IsMatch(entry.Name) || entry.DataStream is not { } data)
        {
            return null;
        }

        using var reader = new StreamReader(data, leaveOpen: true);
        return StaticAssetEndpoints.WithoutTimes(await reader.ReadToEndAsync(cancellationToken));
    }
}
