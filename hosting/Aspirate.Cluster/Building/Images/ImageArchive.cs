using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Building.Images;

/// <summary>
/// An image in one tar file, which is an OCI layout and what <c>docker save</c> writes at once: Docker, Podman, containerd and
/// the loaders of local clusters all take it.
/// </summary>
internal static class ImageArchive
{
    private const string IndexFile = "index.json";

    private const string DockerFile = "manifest.json";

    private const string LayoutFile = "oci-layout";

    /// <summary>Reads an image out of an archive; its layers become files in <paramref name="blobs"/>.</summary>
    /// <exception cref="InvalidDataException">It is no OCI layout.</exception>
    public static async Task<ContainerImage> ReadAsync(string archive, BlobFolder blobs, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadLayoutAsync(archive, blobs, cancellationToken);
        }
        catch (EndOfStreamException incomplete)
        {
            throw new InvalidDataException($"{archive} is no complete archive.", incomplete);
        }
    }

    private static async Task<ContainerImage> ReadLayoutAsync(string archive, BlobFolder blobs, CancellationToken cancellationToken)
    {
        JsonObject? index = null;
        var small = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);

        await using (var stream = File.OpenRead(archive))
        await using (var reader = new TarReader(stream))
        {
            while (await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                if (entry.Name == IndexFile)
                {
                    index = JsonNode.Parse(await ReadAsync(entry, cancellationToken))!.AsObject();
                }
                else if (entry.Name.StartsWith("blobs/sha256/", StringComparison.Ordinal) && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    var digest = $"sha256:{Path.GetFileName(entry.Name)}";
                    if (entry.Length <= BlobFolder.SmallestFile)
                    {
                        small[digest] = await ReadAsync(entry, cancellationToken);
                    }

                    files[digest] = await blobs.AddAsync(digest, entry.DataStream ?? Stream.Null, cancellationToken);
                }
            }
        }

        if (index is null)
        {
            throw new InvalidDataException($"{archive} is no OCI image layout: it has no {IndexFile}.");
        }

        var manifest = FindManifest(index, small);
        var configuration = Json(manifest["config"]!, small);
        var diffIds = configuration["rootfs"]!["diff_ids"]!.AsArray();
        var layers = manifest["layers"]!.AsArray().Select((layer, i) => new ImageLayer(
            new((string)layer!["digest"]!, (string)layer["mediaType"]!, (long)layer["size"]!, files[(string)layer["digest"]!]),
            (string)diffIds[i]!));
        return new(configuration, [.. layers]);
    }

    /// <summary>Writes an image with its names; the same image and names give the same bytes.</summary>
    public static async Task WriteAsync(ContainerImage image, IReadOnlyList<string> references, string file, CancellationToken cancellationToken)
    {
        await using var stream = File.Create(file);
        await using var writer = new TarWriter(stream, TarEntryFormat.Ustar);

        // The index first, so that a glance tells which image it is.
        await WriteAsync(writer, IndexFile, IndexOf(image, references), cancellationToken);
        await WriteAsync(writer, LayoutFile, """{"imageLayoutVersion":"1.0.0"}""", cancellationToken);
        await WriteAsync(writer, DockerFile, DockerManifestOf(image, references), cancellationToken);
        await WriteAsync(writer, Blob.PathOf(image.Digest), image.Manifest, cancellationToken);
        await WriteAsync(writer, Blob.PathOf(image.ConfigurationDigest), image.Configuration, cancellationToken);

        foreach (var blob in image.Layers.Select(layer => layer.Content).DistinctBy(blob => blob.Digest))
        {
            await using var content = blob.Open();
            await WriteAsync(writer, Blob.PathOf(blob.Digest), content, cancellationToken);
        }
    }

    /// <summary>Whether a file is what <see cref="WriteAsync(ContainerImage, IReadOnlyList{string}, string, CancellationToken)"/> would write.</summary>
    public static async Task<bool> IsCurrentAsync(ContainerImage image, IReadOnlyList<string> references, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            await using var stream = File.OpenRead(file);
            await using var reader = new TarReader(stream);
            return await reader.GetNextEntryAsync(cancellationToken: cancellationToken) is { Name: IndexFile } entry
                && Encoding.UTF8.GetString(await ReadAsync(entry, cancellationToken)) == IndexOf(image, references);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    private static JsonObject FindManifest(JsonObject index, Dictionary<string, byte[]> blobs)
    {
        var descriptors = index["manifests"]!.AsArray().Select(descriptor => descriptor!.AsObject()).ToList();

        // Docker's image store puts provenance beside the image, as a manifest of an unknown platform.
        var descriptor = descriptors.Find(candidate => (string?)candidate["platform"]?["os"] is null or "linux") ?? descriptors[0];
        var content = Json(descriptor, blobs);
        return (string?)descriptor["mediaType"] is MediaTypes.Index or MediaTypes.DockerIndex ? FindManifest(content, blobs) : content;
    }

    private static JsonObject Json(JsonNode descriptor, Dictionary<string, byte[]> blobs) =>
        JsonNode.Parse(blobs[(string)descriptor["digest"]!])!.AsObject();

    private static string IndexOf(ContainerImage image, IReadOnlyList<string> references)
    {
        var manifests = references.Select(reference =>
        {
            var descriptor = ContainerImage.Descriptor(MediaTypes.Manifest, image.Manifest.Length, image.Digest);
            descriptor["annotations"] = new JsonObject
            {
                ["io.containerd.image.name"] = ImageReference.Parse(reference).FullName,
                ["org.opencontainers.image.ref.name"] = ImageReference.Parse(reference).Tag,
            };
            return descriptor;
        });

        return new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.Index,
            ["manifests"] = new JsonArray([.. manifests]),
        }.ToJsonString();
    }

    private static string DockerManifestOf(ContainerImage image, IReadOnlyList<string> references) => new JsonArray(new JsonObject
    {
        ["Config"] = Blob.PathOf(image.ConfigurationDigest),
        ["RepoTags"] = new JsonArray([.. references.Select(reference => JsonValue.Create(reference))]),
        ["Layers"] = new JsonArray([.. image.Layers.Select(layer => JsonValue.Create(Blob.PathOf(layer.Content.Digest)))]),
    }).ToJsonString();

    private static Task WriteAsync(TarWriter writer, string name, string text, CancellationToken cancellationToken) =>
        WriteAsync(writer, name, Encoding.UTF8.GetBytes(text), cancellationToken);

    private static async Task WriteAsync(TarWriter writer, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(content);
        await WriteAsync(writer, name, stream, cancellationToken);
    }

    private static Task WriteAsync(TarWriter writer, string name, Stream content, CancellationToken cancellationToken) => writer.WriteEntryAsync(
        new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch, Mode = ReadableFile },
        cancellationToken);

    private const UnixFileMode ReadableFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static async Task<byte[]> ReadAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(content, cancellationToken);
            data.Position = 0;
        }

        return content.ToArray();
    }
}
