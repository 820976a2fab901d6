using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Images;

/// <summary>Copies files of one image into another, as a layer of its own: what <c>COPY --from</c> does in a Dockerfile.</summary>
internal static class CopiedFilesLayer
{
    private const string Whiteout = ".wh.";

    private const string OpaqueWhiteout = ".wh..wh..opq";

    private const int MaxLinks = 40;

    /// <param name="image">The image that gets the files.</param>
    /// <param name="from">The image that has them.</param>
    /// <param name="files">Which, and where they go.</param>
    /// <param name="blobs">Where the layer is kept.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserErrorException">The image does not have them.</exception>
    public static async Task<ContainerImage> AddAsync(ContainerImage image, ContainerImage from, ImageFiles files, BlobFolder blobs, CancellationToken cancellationToken)
    {
        var configuration = image.ReadConfiguration();
        var target = Resolve((string?)configuration["config"]?["WorkingDir"] ?? "/", files.Destination);
        List<string> sources = [.. files.Sources.Select(source => Resolve("/", source))];
        var contents = await ReadAsync(from, sources, blobs, cancellationToken);
        try
        {
            var copies = new SortedDictionary<string, FileOfImage>(StringComparer.Ordinal);
            foreach (var source in sources)
            {
                var found = false;
                foreach (var (path, file) in contents.Where(entry => IsIn(source, entry.Key)))
                {
                    found = true;
                    var isFile = path == source && file.Type is not TarEntryType.Directory;
                    var name = isFile ? Path.GetFileName(path) : path[source.Length..].TrimStart('/');
                    copies[$"{target}/{name}".TrimEnd('/')] = file;
                }

                if (!found)
                {
                    throw new UserErrorException($"The image '{files.From}' has no /{source}, which another image takes from it. Correct where its Dockerfile puts the files, or where the AppHost says that they are.");
                }
            }

            var layer = await blobs.AddLayerAsync(stream => WriteAsync(copies, contents, stream, cancellationToken), cancellationToken);
            configuration["rootfs"]!["diff_ids"]!.AsArray().Add(layer.DiffId);
            if (configuration["history"] is JsonArray history)
            {
                history.Add(new JsonObject { ["created"] = "1970-01-01T00:00:00Z", ["comment"] = $"Files of {files.From}" });
            }

            return new(configuration, [.. image.Layers, layer]);
        }
        finally
        {
            foreach (var file in contents.Values.Select(file => file.Content).OfType<string>())
            {
                File.Delete(file);
            }
        }
    }

    // What is left of all layers, one over the other (https://github.com/opencontainers/image-spec/blob/main/layer.md).
    private static async Task<Dictionary<string, FileOfImage>> ReadAsync(ContainerImage image, List<string> sources, BlobFolder blobs, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, FileOfImage>(StringComparer.Ordinal);
        foreach (var layer in image.Layers)
        {
            await using var stream = layer.Content.Open();
            await using var plain = await IsCompressedAsync(stream, cancellationToken) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
            await using var reader = new TarReader(plain);
            while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                var path = Resolve("/", entry.Name);
                var folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
                var name = Path.GetFileName(path);
                if (name == OpaqueWhiteout)
                {
                    Remove(contents, $"{folder}/");
                }
                else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
                {
                    var gone = $"{folder}/{name[Whiteout.Length..]}".TrimStart('/');
                    contents.Remove(gone);
                    Remove(contents, $"{gone}/");
                }
                else if (sources.Any(source => IsIn(source, path)))
                {
                    contents[path] = new(entry.EntryType, entry.Mode, entry.LinkName, entry.DataStream is { } data ? await KeepAsync(data, blobs, cancellationToken) : null);
                }
            }
        }

        return contents;
    }

    private static bool IsIn(string source, string path) => source.Length == 0 || path == source || path.StartsWith($"{source}/", StringComparison.Ordinal);

    private static void Remove(Dictionary<string, FileOfImage> contents, string prefix)
    {
        foreach (var path in contents.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            contents.Remove(path);
        }
    }

    private static async Task<string> KeepAsync(Stream data, BlobFolder blobs, CancellationToken cancellationToken)
    {
        var file = blobs.NewFile();
        await using var stream = File.Create(file);
        await data.CopyToAsync(stream, cancellationToken);
        return file;
    }

    private static async Task<bool> IsCompressedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var magic = new byte[2];
        var read = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        stream.Position = 0;
        return read == magic.Length && magic is [0x1f, 0x8b];
    }

    private static async Task WriteAsync(SortedDictionary<string, FileOfImage> copies, Dictionary<string, FileOfImage> contents, Stream layer, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(layer, TarEntryFormat.Gnu, leaveOpen: true);
        foreach (var (path, copied) in copies)
        {
            // A second name of a file becomes a file.
            var file = copied;
            for (var i = 0; file.Type is TarEntryType.HardLink && i < MaxLinks; i++)
            {
                file = contents.GetValueOrDefault(Resolve("/", file.LinkName))
                    ?? throw new UserErrorException($"/{path} is another name of /{Resolve("/", file.LinkName)}, which is not among the files that are taken from the image. Take that as well.");
            }

            var entry = new GnuTarEntry(file.Type is TarEntryType.Directory or TarEntryType.SymbolicLink ? file.Type : TarEntryType.RegularFile, path)
            {
                Mode = file.Mode,
                ModificationTime = DateTimeOffset.UnixEpoch,
                AccessTime = DateTimeOffset.UnixEpoch,
                ChangeTime = DateTimeOffset.UnixEpoch,
            };
            await using var content = file.Content is { } kept ? File.OpenRead(kept) : null;
            if (entry.EntryType is TarEntryType.SymbolicLink)
            {
                entry.LinkName = file.LinkName;
            }
            else if (entry.EntryType is TarEntryType.RegularFile)
            {
                entry.DataStream = content;
            }

            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }

    // An absolute path without its first slash, as layers name files.
    private static string Resolve(string folder, string path)
    {
        var parts = new List<string>();
        foreach (var part in $"{(path.StartsWith('/') ? "" : folder)}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private sealed record FileOfImage(TarEntryType Type, UnixFileMode Mode, string LinkName, string? Content);
}
