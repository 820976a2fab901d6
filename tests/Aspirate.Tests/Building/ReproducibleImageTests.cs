using System.Text;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Tests.Building;

public sealed class ReproducibleImageTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private BlobFolder Blobs => new(_folder["blobs"]);

    [Fact]
    public async Task Neither_the_time_nor_the_order_on_the_disk_makes_another_image()
    {
        var one = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon), Blobs, CancellationToken.None);
        var other = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon.AddDays(1), backwards: true), Blobs, CancellationToken.None);

        other.Digest.ShouldBe(one.Digest);
        other.Tag.ShouldBe(one.Tag);
        Encoding.UTF8.GetString(one.Configuration).ShouldNotContain("2026");
    }

    [Fact]
    public async Task Other_code_makes_another_image_but_the_same_layer_of_packages()
    {
        var one = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon), Blobs, CancellationToken.None);
        var other = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon, code: "better code"), Blobs, CancellationToken.None);

        other.Tag.ShouldNotBe(one.Tag);
        other.Layers.Select(layer => layer.Content.Digest).Intersect(one.Layers.Select(layer => layer.Content.Digest)).Count().ShouldBe(2); // base, packages
    }

    [Fact]
    public async Task All_published_files_are_in_it_packages_apart_from_the_application()
    {
        var image = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon), Blobs, CancellationToken.None);

        image.Layers.Count.ShouldBe(3);
        var packages = await SampleImage.ReadAsync(image.Layers[1]);
        var application = await SampleImage.ReadAsync(image.Layers[2]);
        packages.Keys.ShouldBe(["app/Npgsql.dll"]);
        packages.Keys.Concat(application.Keys).ShouldBe(SampleImage.Files.Keys, ignoreOrder: true);
        application["app/Shop.staticwebassets.endpoints.json"].ShouldContain("""
            {"Name":"ETag","Value":"\"x\""},{"Name":"Last-Modified","Value":"Thu, 01 Jan 1970 00:00:00 GMT"}
            """.Trim());
    }

    [Fact]
    public async Task The_configuration_describes_the_layers_and_keeps_the_rest()
    {
        var image = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon), Blobs, CancellationToken.None);
        var configuration = image.ReadConfiguration();

        configuration["rootfs"]!["diff_ids"]!.AsArray().Select(id => (string)id!).ShouldBe(image.Layers.Select(layer => layer.DiffId));
        configuration["history"]!.AsArray().Select(step => (string?)step!["comment"]).ShouldBe([null, "Packages", "Application"]);
        ((string?)configuration["config"]!["User"]).ShouldBe("1654");
    }

    [Fact]
    public async Task An_archive_has_the_image_under_its_names_and_is_read_back_as_it_was()
    {
        var image = await ReproducibleImage.MakeAsync(await SampleImage.MakeAsync(Blobs, Noon), Blobs, CancellationToken.None);
        string[] names = ["shop:abc", "shop:1.0.0"];

        await ImageArchive.WriteAsync(image, names, _folder["one.tar"], CancellationToken.None);
        await ImageArchive.WriteAsync(image, names, _folder["two.tar"], CancellationToken.None);
        var read = await ImageArchive.ReadAsync(_folder["one.tar"], new BlobFolder(_folder["other"]), CancellationToken.None);

        read.Digest.ShouldBe(image.Digest);
        File.ReadAllBytes(_folder["two.tar"]).ShouldBe(File.ReadAllBytes(_folder["one.tar"]));
        (await ImageArchive.IsCurrentAsync(image, names, _folder["one.tar"], CancellationToken.None)).ShouldBeTrue();
        (await ImageArchive.IsCurrentAsync(image, ["shop:abc"], _folder["one.tar"], CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_no_archive_of_an_image_is_not_current_and_cannot_be_read()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var file = _folder.Write("broken.tar", "this is not a tar file");

        (await ImageArchive.IsCurrentAsync(image, ["shop:1"], file, CancellationToken.None)).ShouldBeFalse();
        await Should.ThrowAsync<InvalidDataException>(() => ImageArchive.ReadAsync(file, Blobs, CancellationToken.None));
    }

    [Theory]
    [InlineData("auth:1", null, "auth", "1", "docker.io/library/auth:1")]
    [InlineData("contoso/auth:1", null, "contoso/auth", "1", "docker.io/contoso/auth:1")]
    [InlineData("ghcr.io/contoso/auth:1", "ghcr.io", "contoso/auth", "1", "ghcr.io/contoso/auth:1")]
    [InlineData("localhost:5000/auth", "localhost:5000", "auth", "latest", "localhost:5000/auth:latest")]
    public void A_reference_is_split_as_container_runtimes_do(string reference, string? registry, string repository, string tag, string fullName)
    {
        var parsed = ImageReference.Parse(reference);

        parsed.ShouldBe(new(registry, repository, tag));
        parsed.FullName.ShouldBe(fullName);
    }

    public void Dispose() => _folder.Dispose();
}
