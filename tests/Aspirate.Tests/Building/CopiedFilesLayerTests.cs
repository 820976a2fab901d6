using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Tests.Building;

public sealed class CopiedFilesLayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_in_a_folder_comes_below_the_destination_in_the_working_directory()
    {
        var image = await CopyAsync("./wwwroot", "/app/dist");

        (await SampleImage.ReadAsync(image.Layers[^1])).ShouldBe(new Dictionary<string, string>
        {
            ["srv/wwwroot/assets/new.js"] = "new",
            ["srv/wwwroot/index.html"] = "<html>",
        });
    }

    [Fact]
    public async Task A_file_comes_into_the_destination()
    {
        var image = await CopyAsync("/etc/site", "/app/dist/index.html");

        (await SampleImage.ReadAsync(image.Layers[^1])).Keys.ShouldBe(["etc/site/index.html"]);
    }

    [Fact]
    public async Task The_image_says_what_it_has_become()
    {
        var image = await CopyAsync("wwwroot", "/app/dist");

        var configuration = image.ReadConfiguration();
        ((string?)configuration["rootfs"]!["diff_ids"]!.AsArray()[^1]).ShouldBe(image.Layers[^1].DiffId);
        ((string?)configuration["history"]!.AsArray()[^1]!["comment"]).ShouldBe("Files of assets");
    }

    [Fact]
    public async Task The_same_files_give_the_same_image() =>
        (await CopyAsync("wwwroot", "/app/dist")).Digest.ShouldBe((await CopyAsync("wwwroot", "/app/dist")).Digest);

    [Fact]
    public async Task Files_that_are_not_there_are_named_with_their_image()
    {
        var problem = await Should.ThrowAsync<UserErrorException>(() => CopyAsync("wwwroot", "/app/build"));

        problem.Message.ShouldContain("'assets' has no /app/build");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ContainerImage> CopyAsync(string destination, params string[] sources)
    {
        var blobs = new BlobFolder(_folder[Guid.NewGuid().ToString("N")]);
        var image = await ImageAsync(blobs, "/srv", [("srv/Web.dll", "code")]);

        // A file that a later layer takes away, and a folder that one replaces.
        var assets = await ImageAsync(
            blobs, "/", [("app/dist/index.html", "<html>"), ("app/dist/old.js", "old"), ("app/dist/assets/old.js", "old"), ("usr/bin/node", "node")],
            [("app/dist/.wh.old.js", ""), ("app/dist/assets/.wh..wh..opq", ""), ("app/dist/assets/new.js", "new")]);
        return await CopiedFilesLayer.AddAsync(image, assets, new ImageFiles { From = "assets", Sources = [.. sources], Destination = destination }, blobs, TestContext.Current.CancellationToken);
    }

    private static async Task<ContainerImage> ImageAsync(BlobFolder blobs, string workingDirectory, params (string Name, string Content)[][] layers)
    {
        var made = new List<ImageLayer>();
        foreach (var files in layers)
        {
            made.Add(await blobs.AddLayerAsync(
                async stream =>
                {
                    await using var writer = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true);
                    foreach (var (name, content) in files)
                    {
                        await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, name) { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
                    }
                },
                CancellationToken.None));
        }

        return new(
            new JsonObject
            {
                ["config"] = new JsonObject { ["WorkingDir"] = workingDirectory },
                ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. made.Select(layer => JsonValue.Create(layer.DiffId))]) },
                ["history"] = new JsonArray(),
            },
            made);
    }
}
