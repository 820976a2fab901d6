using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("redis", "redis:latest")]
    [InlineData("redis:7.4", "redis:7.4")]
    [InlineData("library/redis", "library/redis:latest")]
    [InlineData("ghcr.io/org/app:1.0", "ghcr.io/org/app:1.0")]
    [InlineData("localhost:5000/app", "localhost:5000/app:latest")]
    [InlineData("localhost:5000/app:2", "localhost:5000/app:2")]
    [InlineData("redis@sha256:0123456789abcdef", "redis@sha256:0123456789abcdef")]
    public void An_image_is_written_as_container_runtimes_write_it(string image, string expected)
    {
        TestAppHost.Running().AddContainer("c", image).Resource.TryGetContainerImageName(out var name).ShouldBeTrue();

        name.ShouldBe(expected);
    }

    [Fact]
    public void A_registry_is_told_from_a_repository_by_looking_like_a_host()
    {
        var image = TestAppHost.Running().AddContainer("c", "ghcr.io/org/app", "1").Resource.Annotations.OfType<ContainerImageAnnotation>().Single();

        (image.Registry, image.Image, image.Tag).ShouldBe(("ghcr.io", "org/app", "1"));
    }

    [Fact]
    public void A_tag_is_said_in_one_place() =>
        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddContainer("c", "redis:7", "8")).Message.ShouldContain("'redis:7'");

    [Fact]
    public void A_tag_and_a_digest_take_each_other_s_place()
    {
        var container = TestAppHost.Running().AddContainer("c", "redis:7").WithImageSHA256("abc");
        container.Resource.TryGetContainerImageName(out var byDigest);
        container.WithImageTag("8").Resource.TryGetContainerImageName(out var byTag);

        (byDigest, byTag).ShouldBe(("redis@sha256:abc", "redis:8"));
    }

    [Fact]
    public void A_bind_mount_is_relative_to_the_AppHost()
    {
        var builder = TestAppHost.Running();

        var mount = builder.AddContainer("c", "redis").WithBindMount("conf/redis.conf", "/etc/redis.conf", isReadOnly: true).Resource.Annotations.OfType<ContainerMountAnnotation>().Single();

        mount.Source.ShouldBe(Path.Combine(builder.AppHostDirectory, "conf", "redis.conf"));
        mount.IsReadOnly.ShouldBeTrue();
    }

    [Fact]
    public void A_secret_is_no_build_argument_because_it_would_stay_readable_in_the_image()
    {
        var builder = TestAppHost.Running();
        var token = builder.AddParameter("token", secret: true);
        var container = builder.AddDockerfile("c", "src");

        Should.Throw<DistributedApplicationException>(() => container.WithBuildArg("TOKEN", token)).Message.ShouldContain("WithBuildSecret");
        container.WithBuildSecret("TOKEN", token).Resource.Annotations.OfType<DockerfileBuildAnnotation>().Single().BuildSecrets["TOKEN"].ShouldBe(token.Resource);
    }

    [Fact]
    public void A_volume_s_name_is_the_same_in_every_run()
    {
        static string Name() => VolumeNameGenerator.Generate(TestAppHost.Running().AddContainer("c", "redis"), "data");

        Name().ShouldBe(Name());
        Name().ShouldEndWith("-c-data");
    }
}
