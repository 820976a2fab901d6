using System.Net;
using System.Net.Sockets;
using Aspirate.Cluster.Building.Images;
using Aspirate.Cluster.Building.Registries;
using Aspirate.Cluster.Building.Targets;

namespace Aspirate.Tests.Building;

public sealed class RegistryTargetTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private BlobFolder Blobs => new(_folder["blobs"]);

    [Fact]
    public async Task An_image_is_pushed_once_and_named_by_tag_and_digest()
    {
        await using var registry = await TestRegistry.StartAsync();
        var image = await SampleImage.MakeAsync(Blobs, Noon);
        var names = Names(registry, "team/shop", image, "1.0.0");

        var first = await DeliverAsync(registry, image, names);
        registry.Requests.Clear();
        var second = await DeliverAsync(registry, image, names);

        first.Change.ShouldNotBeNull().ShouldStartWith("pushed ");
        first.Reference.ShouldBe($"{registry.Name}/team/shop:{image.Tag}@{image.Digest}");
        registry.Tags.ShouldBe([$"team/shop:{image.Tag}", "team/shop:1.0.0"], ignoreOrder: true);
        registry.Manifest("team/shop", "1.0.0").ShouldBe(image.Manifest);
        second.ShouldBe(new(first.Reference, Change: null));
        registry.Requests.ShouldAllBe(request => request.StartsWith("GET", StringComparison.Ordinal) || request.StartsWith("HEAD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_that_means_another_image_by_now_is_moved_without_sending_the_image_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        var old = await SampleImage.MakeAsync(Blobs, Noon);
        var current = await SampleImage.MakeAsync(Blobs, Noon, code: "better code");
        await DeliverAsync(registry, current, Names(registry, "shop", current, "latest"));
        await DeliverAsync(registry, old, Names(registry, "shop", old, "latest"));
        registry.Requests.Clear();

        var moved = await DeliverAsync(registry, current, Names(registry, "shop", current, "latest"));

        moved.Change.ShouldBe("pushed 0 B");
        registry.Manifest("shop", "latest").ShouldBe(current.Manifest);
        registry.Requests.ShouldNotContain(request => request.Contains("/blobs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Layers_that_images_of_a_build_share_are_sent_once()
    {
        await using var registry = await TestRegistry.StartAsync();
        var target = Target(registry.Name);
        await target.CheckAsync(CancellationToken.None);
        var shop = await SampleImage.MakeAsync(Blobs, Noon);
        var stock = await SampleImage.MakeAsync(Blobs, Noon, code: "other code");

        await Task.WhenAll(
            target.DeliverAsync(shop, Names(registry, "shop", shop), force: false, CancellationToken.None),
            target.DeliverAsync(stock, Names(registry, "stock", stock), force: false, CancellationToken.None));

        var shared = Uri.EscapeDataString(shop.Layers[0].Content.Digest);
        registry.Requests.Count(request => request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith($"digest={shared}", StringComparison.Ordinal)).ShouldBe(1);
        registry.Requests.ShouldContain(request => request.Contains($"mount={shared}&from=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TestRegistry.Admission.BasicLogin)]
    [InlineData(TestRegistry.Admission.TokenLogin)]
    public async Task The_login_that_docker_keeps_is_used(object admission)
    {
        await using var registry = await TestRegistry.StartAsync((TestRegistry.Admission)admission);
        _folder.Write("config.json", $$"""{ "auths": { "{{registry.Name}}": { "auth": "{{TestRegistry.LoginOfDocker}}" } } }""");
        var image = await SampleImage.MakeAsync(Blobs, Noon);

        var delivery = await DeliverAsync(registry, image, Names(registry, "shop", image));

        delivery.Change.ShouldNotBeNull();
        registry.Tags.ShouldBe([$"shop:{image.Tag}"]);
    }

    [Theory]
    [InlineData(TestRegistry.Admission.BasicLogin)]
    [InlineData(TestRegistry.Admission.TokenLogin)]
    public async Task A_registry_that_does_not_let_in_is_found_before_anything_is_built(object admission)
    {
        await using var registry = await TestRegistry.StartAsync((TestRegistry.Admission)admission);

        var problem = await Should.ThrowAsync<UserErrorException>(() => Target(registry.Name).CheckAsync(CancellationToken.None));

        problem.Message.ShouldContain($"docker login {registry.Name}");
    }

    [Fact]
    public async Task A_login_that_may_not_write_is_told_where()
    {
        await using var registry = await TestRegistry.StartAsync(TestRegistry.Admission.ReadOnly);
        var image = await SampleImage.MakeAsync(Blobs, Noon);

        var problem = await Should.ThrowAsync<UserErrorException>(() => DeliverAsync(registry, image, Names(registry, "shop", image)));

        problem.Message.ShouldContain("does not let this login write shop");
        registry.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var name = taken.LocalEndpoint.ToString()!;
        taken.Stop();

        var problem = await Should.ThrowAsync<UserErrorException>(() => Target(name).CheckAsync(CancellationToken.None));

        problem.Message.ShouldContain($"The registry {name} cannot be reached");
        problem.Message.ShouldContain("-cr");
    }

    [Fact]
    public async Task Logins_of_the_environment_go_before_those_of_docker()
    {
        await using var registry = await TestRegistry.StartAsync();
        _folder.Write("config.json", $$"""{ "auths": { "{{registry.Name}}": { "auth": "{{TestRegistry.LoginOfDocker}}" } } }""");

        var login = await Logins(("SDK_CONTAINER_REGISTRY_UNAME", "robot"), ("SDK_CONTAINER_REGISTRY_PWORD", "token")).FindAsync(new(registry.Name), CancellationToken.None);

        login.ShouldBe(new("robot", "token"));
        $"{login}".ShouldNotContain("token");
    }

    [Fact]
    public async Task A_broken_docker_configuration_is_named_with_its_line()
    {
        var file = _folder.Write("config.json", "{\n  \"auths\": oops\n}");

        var problem = await Should.ThrowAsync<UserErrorException>(() => Target("localhost:1").CheckAsync(CancellationToken.None));

        problem.Message.ShouldContain($"{file}, where the logins to registries are, is not valid JSON (line 2)");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<ImageDelivery> DeliverAsync(TestRegistry registry, ContainerImage image, IReadOnlyList<ImageReference> names) =>
        await Target(registry.Name).DeliverAsync(image, names, force: false, CancellationToken.None);

    private RegistryTarget Target(string registry) => new(registry, Logins());

    private DockerLogins Logins(params (string Name, string Value)[] variables) => new(name => name switch
    {
        "DOCKER_CONFIG" => _folder.Path,
        _ => variables.FirstOrDefault(variable => variable.Name == name).Value,
    });

    private static ImageReference[] Names(TestRegistry registry, string repository, ContainerImage image, params string[] tags) =>
        [.. tags.Prepend(image.Tag).Select(tag => new ImageReference(registry.Name, repository, tag))];
}
