namespace Aspirate.Tests;

/// <summary>Which resources of a manifest are written, which are left out, and what becomes of those that refer to them.</summary>
public sealed class ChosenResourcesTests : IDisposable
{
    private const string Shop = """
        {
          "resources": {
            "api": { "type": "project.v0", "path": "Api/Api.csproj", "env": { "ConnectionStrings__pg": "Host={pg.bindings.tcp.host}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } },
            "web": { "type": "project.v0", "path": "Web/Web.csproj", "env": { "API": "{api.bindings.http.url}", "ASSETS": "{vite.bindings.http.url}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } },
            "vite": { "type": "executable.v0", "workingDirectory": "vite", "command": "npm", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } },
            "tunnel": { "type": "executable.v0", "workingDirectory": ".", "command": "ngrok" },
            "pg": { "type": "container.v0", "image": "docker.io/library/postgres:17", "env": { "POSTGRES_PASSWORD": "{secret.value}" }, "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 5432 } },
              "bindMounts": [ { "source": "not-here", "target": "/docker-entrypoint-initdb.d", "readOnly": true } ] },
            "secret": { "type": "parameter.v0", "value": "{secret.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
            "roles": { "type": "azure.bicep.v0", "path": "roles.bicep" },
            "storage": { "type": "azure.bicep.v0", "path": "storage.bicep" }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Only_the_chosen_ones_are_written_and_find_the_others_all_the_same()
    {
        var result = await GenerateAsync(Shop, "-c", "web", "-pa", "vite.bindings.http.url=https://cdn.example");

        result.ExitCode.ShouldBe(0, result.Error);
        Directory.Exists(_folder["tree/api"]).ShouldBeFalse();
        Text("web/configmap.yaml").ShouldContain("API: http://api:");
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_others()
    {
        (await GenerateAsync(Shop, "-c", "api")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Those_who_call_a_chosen_one_may_go_on_calling_it()
    {
        (await GenerateAsync(Shop, "-c", "api", "--network-policies", "strict")).ExitCode.ShouldBe(0);

        Text("api/networkpolicy.yaml").ShouldContain("app.kubernetes.io/name: web");
    }

    [Fact]
    public async Task A_skipped_resource_is_not_there_and_what_referred_to_it_is_given()
    {
        var asked = await GenerateAsync(Shop, "--skip", "pg");
        asked.Error.ShouldContain("-pa 'pg.bindings.tcp.host=VALUE'");

        var result = await GenerateAsync(Shop, "--skip", "pg", "-pa", "pg.bindings.tcp.host=pg.example", "-pa", "vite.bindings.http.url=https://cdn.example");

        result.ExitCode.ShouldBe(0, result.Error);
        Directory.Exists(_folder["tree/pg"]).ShouldBeFalse();
        Text("api/configmap.yaml").ShouldContain("Host=pg.example");
    }

    [Fact]
    public async Task A_skipped_resource_and_what_refers_to_it_can_go_together()
    {
        var result = await GenerateAsync(Shop, "--skip", "pg", "--skip", "api", "--skip", "web", "--skip", "vite", "--skip", "tunnel");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("nothing to write");
    }

    [Fact]
    public async Task Those_that_do_not_run_in_pods_are_told_once_and_in_groups()
    {
        var result = await GenerateAsync(Shop, "--skip", "pg", "-pa", "pg.bindings.tcp.host=pg.example", "-pa", "vite.bindings.http.url=https://cdn.example");

        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("Left out", StringComparison.Ordinal)).Count().ShouldBe(2, result.Error);
        result.Error.ShouldContain("Left out: vite, tunnel (executable.v0): ");
        result.Error.ShouldContain("Left out: roles, storage (azure.bicep.v0): ");
    }

    [Fact]
    public async Task A_skipped_one_need_not_be_told()
    {
        var result = await GenerateAsync(Shop, "--skip", "pg", "--skip", "vite", "--skip", "tunnel", "-pa", "pg.bindings.tcp.host=pg.example", "-pa", "vite.bindings.http.url=https://cdn.example");

        result.Error.ShouldNotContain("executable.v0");
    }

    [Theory]
    [InlineData("-c")]
    [InlineData("--skip")]
    public async Task A_resource_that_the_manifest_does_not_have_is_refused_with_those_that_it_has(string option)
    {
        var result = await GenerateAsync(Shop, option, "apo");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("apo");
        result.Error.ShouldContain("api, web, vite");
    }

    [Fact]
    public async Task A_manifest_of_nothing_that_runs_in_pods_is_an_error_that_says_why()
    {
        var result = await GenerateAsync("""{ "resources": { "vite": { "type": "executable.v0", "workingDirectory": "vite", "command": "npm" } } }""");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("nothing to write");
        result.Error.ShouldContain("vite (executable.v0)");
        Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_application_has_the_name_that_is_given_or_that_of_the_folder()
    {
        const string manifest = """{ "resources": { "app": { "type": "project.v0", "path": "App.csproj" } } }""";

        (await CommandLine.RunAsync("generate", "-m", _folder.Write("Contoso.Shop.AppHost/aspire-manifest.json", manifest), "-o", _folder["tree"])).ExitCode.ShouldBe(0);
        Text("namespace.yaml").ShouldContain("  name: contoso-shop\n");

        (await CommandLine.RunAsync("generate", "-m", _folder["Contoso.Shop.AppHost/aspire-manifest.json"], "-o", _folder["tree"], "--name", "market")).ExitCode.ShouldBe(0);
        Text("namespace.yaml").ShouldContain("  name: market\n");
    }

    public void Dispose() => _folder.Dispose();

    private string Text(string file) => File.ReadAllText(_folder[$"tree/{file}"]);

    private Task<CommandLine> GenerateAsync(string manifest, params string[] arguments) =>
        CommandLine.RunAsync(["generate", "-m", _folder.Write("aspire-manifest.json", manifest), "-o", _folder["tree"], "--non-interactive", .. arguments]);
}
