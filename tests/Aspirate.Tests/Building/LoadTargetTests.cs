using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Images;
using Aspirate.Cluster.Building.Targets;

namespace Aspirate.Tests.Building;

/// <summary>Engines and local clusters, with programs that stand in for theirs and write down what they are asked.</summary>
public sealed class LoadTargetTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private BlobFolder Blobs => new(_folder["blobs"]);

    [Fact]
    public async Task Docker_loads_an_archive_that_has_the_image_under_all_its_names()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var loader = StandIn(ImageLoader.Docker, "case $1 in image) exit 1;; load) cp $3 loaded.tar;; esac");

        var delivery = await DeliverAsync(loader, image);

        delivery.Reference.ShouldBe($"shop:{image.Tag}");
        delivery.Change.ShouldNotBeNull().ShouldStartWith("loaded ");
        (await ImageArchive.IsCurrentAsync(image, [$"shop:{image.Tag}", "shop:1.0.0"], _folder["loaded.tar"], CancellationToken.None)).ShouldBeTrue();
        Calls[^1].ShouldStartWith("load --input ");
    }

    [Fact]
    public async Task What_docker_has_under_the_same_names_is_not_loaded()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var loader = StandIn(ImageLoader.Docker, "echo sha256:1; echo sha256:1");

        (await DeliverAsync(loader, image)).Change.ShouldBeNull();

        Calls.ShouldBe([$"image inspect --format {{{{.Id}}}} shop:{image.Tag} shop:1.0.0"]);
    }

    [Fact]
    public async Task A_name_that_means_another_image_by_now_is_loaded_again()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var loader = StandIn(ImageLoader.Docker, "echo sha256:1; echo sha256:2");

        (await DeliverAsync(loader, image)).Change.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Minikube_tells_by_its_list_what_it_has(bool hasBoth)
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var list = $$"""[{"id":"1","repoTags":["docker.io/library/shop:{{image.Tag}}"{{(hasBoth ? ",\"docker.io/library/shop:1.0.0\"" : "")}}]}]""";
        var loader = StandIn(ImageLoader.Minikube("course"), $"case $2 in ls) echo '{list}';; esac");

        (await DeliverAsync(loader, image)).Change.ShouldBe(hasBoth ? null : $"loaded {DataSize.Format(image.Length)}");

        Calls.ShouldAllBe(call => call.EndsWith("--profile course", StringComparison.Ordinal));
        Calls.Length.ShouldBe(hasBoth ? 1 : 2);
    }

    [Fact]
    public async Task Kind_and_k3d_are_given_the_archive_and_the_clusters_name()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);

        await DeliverAsync(StandIn(ImageLoader.Kind("course"), "exit 0"), image);
        await DeliverAsync(StandIn(ImageLoader.K3d("course"), "exit 0"), image);

        Calls[0].ShouldMatch(@"^load image-archive \S+\.tar --name course$");
        Calls[1].ShouldMatch(@"^image import \S+\.tar --cluster course$");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named_with_the_remedy()
    {
        var target = new LoadTarget(ImageLoader.Podman with { Program = _folder["podman"] });

        var problem = await Should.ThrowAsync<UserErrorException>(() => target.CheckAsync(CancellationToken.None));

        problem.Message.ShouldContain("podman' on the PATH");
        problem.Message.ShouldContain("Install Podman, or choose another --target");
    }

    [Fact]
    public async Task A_cluster_that_is_not_running_is_found_before_anything_is_built()
    {
        var loader = StandIn(ImageLoader.Minikube("course"), "echo 'Profile \"course\" not found.' >&2; exit 85");

        var problem = await Should.ThrowAsync<UserErrorException>(() => new LoadTarget(loader).CheckAsync(CancellationToken.None));

        problem.Message.ShouldBe("Minikube's cluster 'course' cannot be used: Profile \"course\" not found. Start it with: minikube start --profile course, or choose another --target.");
    }

    [Fact]
    public async Task What_the_program_says_when_it_fails_is_passed_on()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var loader = StandIn(ImageLoader.Docker, "case $1 in image) exit 1;; load) echo 'no space left on device' >&2; exit 1;; esac");

        var problem = await Should.ThrowAsync<UserErrorException>(() => DeliverAsync(loader, image));

        problem.Message.ShouldStartWith($"the Docker daemon did not take shop:{image.Tag}: no space left on device.");
    }

    [Fact]
    public async Task An_archive_is_written_once_for_the_same_image()
    {
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var target = new ArchiveTarget(_folder["images"]);
        await target.CheckAsync(CancellationToken.None);

        var first = await target.DeliverAsync(image, Names(image), force: false, CancellationToken.None);
        var second = await target.DeliverAsync(image, Names(image), force: false, CancellationToken.None);
        var forced = await target.DeliverAsync(image, Names(image), force: true, CancellationToken.None);

        first.Change.ShouldNotBeNull();
        second.Change.ShouldBeNull();
        forced.Change.ShouldNotBeNull();
        Directory.GetFiles(_folder["images"]).ShouldBe([Path.Combine(_folder["images"], "shop.tar")]);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Calls => File.ReadAllLines(_folder["calls"]);

    private static Task<ImageDelivery> DeliverAsync(ImageLoader loader, ContainerImage image) =>
        new LoadTarget(loader).DeliverAsync(image, Names(image), force: false, CancellationToken.None);

    private static ImageReference[] Names(ContainerImage image) => [new(null, "shop", image.Tag), new(null, "shop", "1.0.0")];

    private ImageLoader StandIn(ImageLoader loader, string script)
    {
        var program = _folder.Write(Path.Combine(Guid.NewGuid().ToString("N"), loader.Program), $"#!/bin/sh\ncd '{_folder.Path}'\necho \"$*\" >> calls\n{script}\n");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return loader with { Program = program };
    }
}
