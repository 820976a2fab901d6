using System.Text.Json.Nodes;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Publishing;

public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-tests-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Both_forms_of_the_command_line_give_the_same_bytes()
    {
        await PublishAsync(Model, "--publisher", "manifest", "--output-path", FileAt("a.json"));
        await PublishAsync(Model, "--operation", "publish", "--step", "publish-manifest", "--output-path", FileAt("b.json"));

        var bytes = await File.ReadAllBytesAsync(FileAt("a.json"), TestContext.Current.CancellationToken);
        bytes.ShouldBe(await File.ReadAllBytesAsync(FileAt("b.json"), TestContext.Current.CancellationToken));
        bytes.Length.ShouldBeGreaterThan(100);

        static void Model(IDistributedApplicationBuilder builder) => builder.AddService("api").WithHttpEndpoint(port: 8000).WithEnvironment("A", builder.AddParameter("p"));
    }

    [Fact]
    public async Task A_directory_as_output_gets_a_file_of_the_usual_name()
    {
        await PublishAsync(builder => builder.AddParameter("p"), "--publisher", "manifest", "--output-path", _directory.FullName);

        File.Exists(FileAt("aspire-manifest.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_project_has_its_path_environment_arguments_and_bindings()
    {
        var api = (await ManifestAsync(builder => builder.AddService("api").WithHttpEndpoint(port: 8000).WithExternalHttpEndpoints().WithArgs("--fast").WithEnvironment("A", "1")))["api"]!;

        api["type"]!.GetValue<string>().ShouldBe("project.v0");
        api["path"]!.GetValue<string>().ShouldEndWith("none/api/api.csproj");
        api["path"]!.GetValue<string>().ShouldStartWith("../");
        api["args"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldBe(["--fast"]);
        api["env"]!["A"]!.GetValue<string>().ShouldBe("1");
        api["bindings"]!["http"]!.ToJsonString().ShouldBe("""{"scheme":"http","protocol":"tcp","transport":"http","port":8000,"external":true}""");
    }

    [Fact]
    public async Task A_container_has_image_entrypoint_volumes_and_target_port()
    {
        var cache = (await ManifestAsync(builder => builder.AddContainer("cache", "redis", "7").WithEntrypoint("/start").WithEndpoint(targetPort: 6379, name: "tcp").WithVolume("cache-data", "/data")))["cache"]!;

        cache["type"]!.GetValue<string>().ShouldBe("container.v0");
        cache["image"]!.GetValue<string>().ShouldBe("redis:7");
        cache["entrypoint"]!.GetValue<string>().ShouldBe("/start");
        cache["volumes"]!.ToJsonString().ShouldBe("""[{"name":"cache-data","target":"/data","readOnly":false}]""");
        cache["bindings"]!["tcp"]!["targetPort"]!.GetValue<int>().ShouldBe(6379);
    }

    [Fact]
    public async Task A_container_with_a_Dockerfile_says_how_to_build_it()
    {
        var app = (await ManifestAsync(builder =>
        {
            var token = builder.AddParameter("token", secret: true);
            builder.AddDockerfile("app", "src", stage: "final").WithBuildArg("VERSION", "1").WithBuildSecret("TOKEN", token);
        }))["app"]!;

        app["type"]!.GetValue<string>().ShouldBe("container.v1");
        app["build"]!["dockerfile"]!.GetValue<string>().ShouldEndWith("src/Dockerfile");
        app["build"]!["stage"]!.GetValue<string>().ShouldBe("final");
        app["build"]!["args"]!["VERSION"]!.GetValue<string>().ShouldBe("1");
        app["build"]!["secrets"]!["TOKEN"]!.ToJsonString().ShouldBe("""{"type":"env","value":"{token.value}"}""");
    }

    [Fact]
    public async Task A_secret_parameter_is_marked_and_has_no_value_in_it()
    {
        var manifest = await ManifestAsync(builder => builder.AddParameter("key", new GenerateParameterDefault { MinLength = 20, Special = false }, secret: true), "--Parameters:key=t0psecret");

        manifest["key"]!.ToJsonString().ShouldBe(
            """{"type":"parameter.v0","value":"{key.inputs.value}","inputs":{"value":{"type":"string","secret":true,"default":{"generate":{"minLength":20,"special":false}}}}}""");
        manifest.ToJsonString().ShouldNotContain("t0psecret");
    }

    [Fact]
    public async Task A_default_that_is_meant_to_be_published_is()
    {
        var manifest = await ManifestAsync(builder => builder.AddParameter("url", "http://here", publishValueAsDefault: true));

        manifest["url"]!["inputs"]!["value"]!["default"]!.ToJsonString().ShouldBe("""{"value":"http://here"}""");
    }

    [Fact]
    public async Task A_connection_string_is_a_value_made_of_expressions()
    {
        var manifest = await ManifestAsync(builder =>
        {
            var password = builder.AddParameter("password", secret: true);
            builder.AddConnectionString("db", ReferenceExpression.Create($"Host=h;Password={password}"));
        });

        manifest["db"]!.ToJsonString().ShouldBe("""{"type":"value.v0","connectionString":"Host=h;Password={password.value}"}""");
    }

    [Fact]
    public async Task A_value_that_has_to_be_encoded_becomes_an_annotated_string()
    {
        var manifest = await ManifestAsync(builder =>
        {
            var password = builder.AddParameter("password", secret: true);
            builder.AddService("api").WithEnvironment("URI", $"amqp://me:{password:uri}@host");
        });

        manifest["api"]!["env"]!["URI"]!.GetValue<string>().ShouldBe("amqp://me:{password-uri-encoded.value}@host");
        manifest["password-uri-encoded"]!.ToJsonString().ShouldBe("""{"type":"annotated.string","value":"{password.value}","filter":"uri"}""");
    }

    [Fact]
    public async Task A_parameter_that_is_only_referred_to_is_written_too()
    {
        var hidden = new ParameterResource("hidden", _ => "x", secret: true);

        var manifest = await ManifestAsync(builder => builder.AddService("api").WithEnvironment("A", hidden));

        manifest["hidden"]!["type"]!.GetValue<string>().ShouldBe("parameter.v0");
    }

    [Fact]
    public async Task What_exists_for_Kubernetes_or_this_machine_only_is_left_out()
    {
        var manifest = await ManifestAsync(builder =>
        {
            builder.AddResource(new Cluster("cluster"));
            builder.AddLocalGateway("gateway");
            builder.AddContainer("tool", "tool").ExcludeFromManifest();
            builder.AddParameter("p");
        });

        manifest.Select(resource => resource.Key).ShouldBe(["p"]);
    }

    [Fact]
    public async Task A_resource_nobody_can_write_is_an_error_and_the_old_manifest_stays()
    {
        await File.WriteAllTextAsync(FileAt("m.json"), "old", TestContext.Current.CancellationToken);

        var exception = await Should.ThrowAsync<DistributedApplicationException>(() =>
            TestPublishing.RunAsync(builder => builder.AddResource(new Mystery("mystery")), ["--publisher", "manifest", "--output-path", FileAt("m.json")]));

        exception.Message.ShouldContain("'mystery'");
        _directory.GetFiles().Select(file => file.Name).ShouldBe(["m.json"]);
        (await File.ReadAllTextAsync(FileAt("m.json"), TestContext.Current.CancellationToken)).ShouldBe("old");
    }

    [Fact]
    public async Task A_path_that_cannot_be_written_is_an_error_that_names_it()
    {
        await File.WriteAllTextAsync(FileAt("file"), "", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<DistributedApplicationException>(() =>
            TestPublishing.RunAsync(builder => builder.AddParameter("p"), ["--publisher", "manifest", "--output-path", Path.Combine(FileAt("file"), "m.json")]))).Message.ShouldContain("m.json");
    }

    private async Task<JsonObject> ManifestAsync(Action<IDistributedApplicationBuilder> model, params string[] args)
    {
        await PublishAsync(model, ["--publisher", "manifest", "--output-path", FileAt("manifest.json"), .. args]);
        return JsonNode.Parse(await File.ReadAllTextAsync(FileAt("manifest.json"), TestContext.Current.CancellationToken))!["resources"]!.AsObject();
    }

    private static Task PublishAsync(Action<IDistributedApplicationBuilder> model, params string[] args) => TestPublishing.RunAsync(model, args);

    private string FileAt(string name) => Path.Combine(_directory.FullName, name);

    private sealed class Mystery(string name) : Resource(name);

    private sealed class Cluster(string name) : Resource(name), IComputeEnvironmentResource;
}
