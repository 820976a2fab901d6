using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Tests.Building;

/// <summary>An image as the .NET SDK makes it: a layer of a base, and one with published files, with times in all places.</summary>
internal static class SampleImage
{
    public const string Program = "app/Shop.dll";

    private const string Dependencies = """
        {
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": {
            "Shop/1.0.0": { "runtime": { "Shop.dll": {} } },
            "Npgsql/10.0.3": { "runtime": { "lib/net10.0/Npgsql.dll": {} } } } },
          "libraries": { "Shop/1.0.0": { "type": "project" }, "Npgsql/10.0.3": { "type": "package" } }
        }
        """;

    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        [Program] = "own code",
        ["app/Npgsql.dll"] = "a package",
        ["app/Shop.deps.json"] = Dependencies,
        ["app/Shop.staticwebassets.endpoints.json"] = """{"ResponseHeaders":[{"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"TIME"}]}""",
        ["app/wwwroot/app.css"] = "a { }",
    };

    /// <summary>Makes it at some moment, with the files in some order.</summary>
    public static async Task<ContainerImage> MakeAsync(BlobFolder blobs, DateTimeOffset moment, bool backwards = false, string code = "own code")
    {
        var files = Files.Select(file => (Name: file.Key, Content: file.Key == Program ? code : file.Value.Replace("TIME", $"{moment:R}", StringComparison.Ordinal)));
        var ordered = backwards ? files.Reverse() : files;
        var layer = await blobs.AddLayerAsync(
            async stream =>
            {
                await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "app") { ModificationTime = moment });
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "app/wwwroot") { ModificationTime = moment });
                foreach (var (name, content) in ordered)
                {
                    await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        ModificationTime = moment,
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                    });
                }
            },
            CancellationToken.None);

        return new(
            new JsonObject
            {
                ["created"] = $"{moment:O}",
                ["config"] = new JsonObject { ["User"] = "1654", ["Entrypoint"] = new JsonArray("dotnet", "/app/Shop.dll") },
                ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray((await BaseAsync(blobs)).DiffId, layer.DiffId) },
                ["history"] = new JsonArray(new JsonObject { ["created_by"] = "base" }, new JsonObject { ["author"] = ".NET SDK", ["created"] = $"{moment:O}" }),
            },
            [await BaseAsync(blobs), layer]);
    }

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(ImageLayer layer)
    {
        await using var stream = new GZipStream(layer.Content.Open(), CompressionMode.Decompress);
        await using var reader = new TarReader(stream);
        var files = new Dictionary<string, string>();
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            entry.ModificationTime.ShouldBe(DateTimeOffset.UnixEpoch);
            if (entry.DataStream is { } data)
            {
                using var text = new StreamReader(data);
                files[entry.Name] = await text.ReadToEndAsync();
            }
        }

        return files;
    }

    private static Task<ImageLayer> BaseAsync(BlobFolder blobs) => blobs.AddLayerAsync(
        async stream =>
        {
            await using var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.Directory, "usr") { ModificationTime = DateTimeOffset.UnixEpoch });
        },
        CancellationToken.None);
}
