using Aspirate.Tests.Building;

namespace Aspirate.Tests;

/// <summary>What becomes of an image that nobody here knows, once it is known what it says of itself.</summary>
public sealed class InspectedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_user_by_number_is_the_pods_and_the_namespace_stays_restricted()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "1", RegisteredImage.Config("1001"));

        var result = await GenerateAsync(registry, "search:1");

        result.Error.ShouldBe("");
        Read("namespace.yaml").ShouldContain("pod-security.kubernetes.io/enforce: restricted\n");
        var pod = Read("search/deployment.yaml");
        pod.ShouldContain("runAsNonRoot: true\n");
        pod.ShouldContain("runAsUser: 1001\n");
        pod.ShouldNotContain("runAsGroup");
        pod.ShouldContain("readOnlyRootFilesystem: false\n");
    }

    [Theory]
    [InlineData(null, "8080/tcp", "since these images run as root")]
    [InlineData("0:0", "8080/tcp", "since these images run as root")]
    [InlineData("root", "8080/tcp", "since these images run as root")]
    [InlineData("elastic", "8080/tcp", "since these images run as a user that only they know the number of")]
    [InlineData("1001", "80/tcp", "since these images listen on a port that is root's")]
    public async Task Otherwise_nothing_is_forced_and_the_run_says_why(string? user, string port, string reason)
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "1", RegisteredImage.Config(user, [port]));

        var result = await GenerateAsync(registry, "search:1");

        result.Error.ShouldBe($"The namespace's Pod Security level is 'baseline', {reason}: search ({registry.Name}/search).\n");
        Read("namespace.yaml").ShouldContain("pod-security.kubernetes.io/enforce: baseline\n");
        Read("search/deployment.yaml").ShouldNotContain("runAs");
    }

    [Fact]
    public async Task An_endpoint_without_a_port_has_that_of_the_image()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "1", RegisteredImage.Config("1001", ["9200/tcp", "9300/udp"]));

        await GenerateWithAsync(registry, "search:1", binding: """{ "scheme": "http", "protocol": "tcp", "port": 5000 }""");

        Read("search/deployment.yaml").ShouldContain("containerPort: 9200\n");
        Read("search/service.yaml").ShouldContain("port: 5000\n");
    }

    [Fact]
    public async Task Of_several_ports_it_is_the_one_that_the_model_names()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "1", RegisteredImage.Config("1001", ["9200/tcp", "9300/tcp"]));

        await GenerateWithAsync(registry, "search:1", binding: """{ "scheme": "http", "protocol": "tcp", "port": 9300 }""");

        Read("search/deployment.yaml").ShouldContain("containerPort: 9300\n");
    }

    [Fact]
    public async Task Data_that_no_volume_of_the_model_keeps_are_told()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "1", RegisteredImage.Config("1001", volumes: ["/var/lib/search", "/var/log/search"]));

        var result = await GenerateWithAsync(registry, "search:1", volumes: """[ { "name": "index", "target": "/var/lib/search" } ]""");

        result.Error.ShouldBe("What images keep where the model has no volume goes with the pod: search (/var/log/search). WithDataVolume or WithVolume in the AppHost keeps it.\n");
    }

    [Theory]
    [InlineData("kustomize")]
    [InlineData("helm")]
    [InlineData("compose")]
    public async Task Who_writes_the_tree_again_asks_nobody_and_writes_the_same(string format)
    {
        await using (var registry = await TestRegistry.StartAsync())
        {
            registry.AddImage("search", "1", RegisteredImage.Config("1001"));
            await GenerateAsync(registry, "search:1", "--output-format", format);
            registry.Requests.ShouldNotBeEmpty();
        }

        var before = Read("image-facts.yaml");
        foreach (var options in (string[][])[["--inspect-images", "auto"], ["--inspect-images", "off"], ["--check"]])
        {
            var result = await CommandLine.RunAsync(["generate", "-m", _folder["aspire-manifest.json"], "-o", _folder["tree"], "--output-format", format, .. options]);

            result.ExitCode.ShouldBe(0, result.Error + result.Output);
            result.Output.ShouldContain("is up to date");
        }

        Read("image-facts.yaml").ShouldBe(before);
    }

    [Fact]
    public async Task Asked_for_it_a_tag_that_has_moved_is_asked_about_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        registry.AddImage("search", "latest", RegisteredImage.Config("1001"));
        await GenerateAsync(registry, "search");
        registry.AddImage("search", "latest", RegisteredImage.Config("2002"));

        await GenerateAsync(registry, "search");
        Read("search/deployment.yaml").ShouldContain("runAsUser: 1001\n");

        await GenerateAsync(registry, "search", "--inspect-images", "refresh");
        Read("search/deployment.yaml").ShouldContain("runAsUser: 2002\n");
    }

    [Fact]
    public async Task Where_nobody_answers_the_run_says_so_and_writes_what_is_safe()
    {
        string registry;
        await using (var gone = await TestRegistry.StartAsync())
        {
            registry = gone.Name;
        }

        var result = await GenerateAsync(registry, "search:1", """{ "scheme": "http", "targetPort": 8080 }""", "[]", []);

        result.Error.ShouldBe($"The namespace's Pod Security level is 'baseline', since it is not known whether these images can do without root: search ({registry}/search) ({registry} cannot be reached; --inspect-images Refresh asks again).\n");
        File.Exists(_folder["tree/image-facts.yaml"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_is_asked_about_images_that_are_known_or_built()
    {
        await using var registry = await TestRegistry.StartAsync();

        await GenerateAsync(registry, "library/postgres:17");

        registry.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Once_it_is_off_nobody_is_asked()
    {
        await using var registry = await TestRegistry.StartAsync();

        await GenerateAsync(registry, "search:1", "--inspect-images", "off");

        registry.Requests.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLine> GenerateAsync(TestRegistry registry, string image, params string[] options) =>
        GenerateAsync(registry.Name, image, """{ "scheme": "http", "protocol": "tcp", "targetPort": 8080 }""", "[]", options);

    private Task<CommandLine> GenerateWithAsync(TestRegistry registry, string image, string? binding = null, string? volumes = null) =>
        GenerateAsync(registry.Name, image, binding ?? """{ "scheme": "http", "protocol": "tcp", "targetPort": 8080 }""", volumes ?? "[]", []);

    private async Task<CommandLine> GenerateAsync(string registry, string image, string binding, string volumes, string[] options)
    {
        _folder.Write("aspire-manifest.json", $$"""
            { "resources": { "search": { "type": "container.v0", "image": "{{registry}}/{{image}}", "bindings": { "http": {{binding}} }, "volumes": {{volumes}} } } }
            """);
        string[] asking = options.Contains("--inspect-images") ? [] : ["--inspect-images", "auto"];
        var result = await CommandLine.RunAsync(["generate", "-m", _folder["aspire-manifest.json"], "-o", _folder["tree"], .. asking, .. options]);
        result.ExitCode.ShouldBe(0, result.Error);
        return result;
    }

    private string Read(string path) => File.ReadAllText(_folder[$"tree/{path}"]);
}
