using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Aspirate.Cluster.Building.Inspection;
using Microsoft.Extensions.Time.Testing;

namespace Aspirate.Tests.Building;

/// <summary>What images of others say of themselves, as registries tell it.</summary>
public sealed class ImageInspectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    // A home of its own, with no login and no engine.
    private readonly Dictionary<string, string> _environment = [];

    public ImageInspectionTests() => _environment["HOME"] = _folder["home"];

    [Fact]
    public async Task A_registry_tells_user_ports_and_volumes()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("team/search", "2", RegisteredImage.Config("1001:2002", ["9200/tcp", "9300/tcp"], ["/data"]));

        var facts = (await AskAsync($"{registry.Name}/team/search:2")).Facts.ShouldHaveSingleItem();

        facts.Name.ShouldBe($"{registry.Name}/team/search:2");
        facts.User.ShouldBe("1001:2002");
        facts.Ports.ShouldBe(["9200/tcp", "9300/tcp"]);
        facts.Volumes.ShouldBe(["/data"]);
        facts.Digest.ShouldBe(TestRegistry.Digest(registry.Manifest("team/search", "2")));
    }

    [Fact]
    public async Task Of_an_image_for_several_platforms_it_is_this_machines_or_else_the_first_for_Linux()
    {
        var mine = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64";
        await using var registry = await TestRegistry.StartAsync();
        registry.AddIndex("both", "1", ("windows", mine, RegisteredImage.Config("7")), ("linux", "s390x", RegisteredImage.Config("8")), ("linux", mine, RegisteredImage.Config("9")));
        registry.AddIndex("other", "1", ("windows", mine, RegisteredImage.Config("7")), ("linux", "s390x", RegisteredImage.Config("8")));

        var facts = (await AskAsync($"{registry.Name}/both:1", $"{registry.Name}/other:1")).Facts;

        facts.Select(image => image.User).ShouldBe(["9", "8"]);
    }

    [Fact]
    public async Task A_registry_that_gives_tokens_to_everybody_is_asked_without_a_login()
    {
        await using var registry = await TestRegistry.StartAsync(TestRegistry.Admission.AnonymousToken);
        registry.AddImage("shop", "1", RegisteredImage.Config("1001"));

        (await AskAsync($"{registry.Name}/shop:1")).Facts.ShouldHaveSingleItem().User.ShouldBe("1001");
    }

    [Theory]
    [InlineData("BasicLogin")]
    [InlineData("TokenLogin")]
    public async Task A_login_that_was_stored_for_the_registry_is_used(string admission)
    {
        await using var registry = await TestRegistry.StartAsync(Enum.Parse<TestRegistry.Admission>(admission));
        registry.AddImage("shop", "1", RegisteredImage.Config("1001"));
        _folder.Write("home/.docker/config.json", $$$"""{ "auths": { "{{{registry.Name}}}": { "auth": "{{{TestRegistry.LoginOfDocker}}}" } } }""");

        (await AskAsync($"{registry.Name}/shop:1")).Facts.ShouldHaveSingleItem().User.ShouldBe("1001");
    }

    [Theory]
    [InlineData("BasicLogin")]
    [InlineData("TokenLogin")]
    public async Task Without_a_login_the_image_stays_unknown_and_the_login_of_the_build_is_told_nobody(string admission)
    {
        await using var registry = await TestRegistry.StartAsync(Enum.Parse<TestRegistry.Admission>(admission));
        registry.AddImage("shop", "1", RegisteredImage.Config("1001"));
        (_environment["DOTNET_CONTAINER_REGISTRY_UNAME"], _environment["DOTNET_CONTAINER_REGISTRY_PWORD"]) = ("ada", "open-sesame");

        (await AskAsync($"{registry.Name}/shop:1")).Unanswered.ShouldHaveSingleItem().Value.ShouldBe($"{registry.Name} does not show it");
    }

    [Fact]
    public async Task An_image_that_is_not_there_and_what_is_no_image_stay_unknown()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.Add("page", "1", "<html></html>"u8.ToArray());
        registry.Add("empty", "1", "{}"u8.ToArray());
        registry.AddImage("strange", "1", new { User = new[] { 1 } });

        var answer = await AskAsync($"{registry.Name}/nowhere:1", $"{registry.Name}/page:1", $"{registry.Name}/empty:1", $"{registry.Name}/strange:1");

        answer.Facts.ShouldBeEmpty();
        answer.Unanswered[$"{registry.Name}/nowhere:1"].ShouldBe($"{registry.Name} does not show it");
        foreach (var name in new[] { "page", "empty", "strange" })
        {
            answer.Unanswered[$"{registry.Name}/{name}:1"].ShouldBe($"what {registry.Name} answers is no image");
        }
    }

    [Fact]
    public async Task What_has_a_digest_is_asked_about_once()
    {
        await using var registry = await TestRegistry.StartAsync();
        var digest = TestRegistry.Digest(registry.AddImage("shop", "1", RegisteredImage.Config("1001")));
        await AskAsync($"{registry.Name}/shop:1");
        registry.Requests.Clear();

        (await AskAsync($"{registry.Name}/shop:1")).Facts.ShouldHaveSingleItem().User.ShouldBe("1001");
        registry.Requests.ShouldHaveSingleItem().ShouldBe("GET /v2/shop/manifests/1", "the tag may have moved; what it names is known");
        registry.Requests.Clear();

        (await AskAsync($"{registry.Name}/shop@{digest}")).Facts.ShouldHaveSingleItem().Name.ShouldBe($"{registry.Name}/shop@{digest}");
        registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_waited_for_a_few_seconds_and_then_left_alone_for_some_minutes()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        var image = $"localhost:{((IPEndPoint)deaf.LocalEndpoint).Port}/shop:1";

        var asking = AskAsync(image);
        using var heard = await deaf.AcceptSocketAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(4));
        (await asking).Unanswered[image].ShouldEndWith("does not answer in time");

        (await AskAsync(image)).Unanswered[image].ShouldEndWith("has not answered a few minutes ago");

        _time.Advance(TimeSpan.FromMinutes(11));
        asking = AskAsync(image);
        using var again = await deaf.AcceptSocketAsync(Cancellation);
        _time.Advance(TimeSpan.FromSeconds(4));
        (await asking).Unanswered[image].ShouldEndWith("does not answer in time");
    }

    [Fact]
    public async Task An_engine_of_this_machine_tells_of_an_image_that_no_registry_has()
    {
        await using var registry = await TestRegistry.StartAsync();
        var podman = _folder.Write("bin/podman", """
            #!/bin/sh
            [ "$1 $2" = "image inspect" ] && echo '{ "User": "1001", "ExposedPorts": { "8080/tcp": {} } }'
            """);
        File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _environment["PATH"] = _folder["bin"];

        (await AskAsync($"{registry.Name}/local:1")).Facts.ShouldHaveSingleItem().Ports.ShouldBe(["8080/tcp"]);
    }

    [Fact]
    public async Task Cancelled_it_stops()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        using var stop = new CancellationTokenSource();
        var asking = Inspection().AskAsync([$"localhost:{((IPEndPoint)deaf.LocalEndpoint).Port}/shop:1"], asksSilent: false, stop.Token);
        using var heard = await deaf.AcceptSocketAsync(Cancellation);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImageInspection Inspection() => new(_environment.GetValueOrDefault, new(_folder["cache"], _time), _time);

    private Task<InspectionResult> AskAsync(params string[] images) => Inspection().AskAsync(images, asksSilent: false, Cancellation);
}
