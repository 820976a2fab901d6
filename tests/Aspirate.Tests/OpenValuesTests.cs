namespace Aspirate.Tests;

/// <summary>What a manifest leaves open is named in one go, with the option by which it is given; what is given is used, or refused.</summary>
public sealed class OpenValuesTests : IDisposable
{
    private const string Cloud = """
        {
          "resources": {
            "storage": { "type": "azure.bicep.v0", "path": "storage.bicep" },
            "photos": { "type": "value.v0", "connectionString": "Endpoint={storage.outputs.blobEndpoint};ContainerName=photos" },
            "vault": { "type": "azure.bicep.v0", "path": "vault.bicep" },
            "accounts": { "type": "azure.bicep.v0", "path": "accounts.bicep", "connectionString": "{vault.secrets.connectionstrings--accounts}" },
            "cache": { "type": "redis.v0" },
            "web": {
              "type": "project.v0", "path": "Web/Web.csproj",
              "env": {
                "ConnectionStrings__photos": "{photos.connectionString}",
                "PHOTOS_URI": "{storage.outputs.blobEndpoint}",
                "ConnectionStrings__accounts": "{accounts.connectionString}",
                "ConnectionStrings__cache": "{cache.connectionString}"
              }
            },
            "worker": {
              "type": "project.v0", "path": "Worker/Worker.csproj", "args": [ "--log={seq.connectionString}" ],
              "env": { "ConnectionStrings__photos": "{photos.connectionString}", "TITLE": "{title.value}" }
            },
            "title": { "type": "parameter.v0", "value": "{title.inputs.value}", "inputs": { "value": { "type": "string" } } },
            "smtp": { "type": "parameter.v0", "value": "{smtp.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
          }
        }
        """;

    private static readonly string[] All =
        ["-pa", "storage.outputs.blobEndpoint=https://store.example", "-pa", "cache.connectionString=cache.example:6379", "-pa", "seq.connectionString=http://seq.example", "-pa", "title=Shop"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task All_of_them_are_named_each_once_with_the_option_to_copy()
    {
        var result = await GenerateAsync(Cloud);

        result.ExitCode.ShouldBe(1);
        foreach (var name in new[] { "storage.outputs.blobEndpoint", "cache.connectionString", "seq.connectionString", "title" })
        {
            result.Error.Split($"-pa '{name}=VALUE'").Length.ShouldBe(2, result.Error);
        }

        result.Error.ShouldContain("web (ConnectionStrings__photos, PHOTOS_URI), worker (ConnectionStrings__photos)");
        result.Error.ShouldContain("worker (argument 1)");
        result.Error.ShouldNotContain("vault.secrets");
        Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Kustomize")]
    [InlineData("Helm")]
    [InlineData("Compose")]
    public async Task Given_by_the_options_that_were_named_they_are_written(string format)
    {
        var first = await GenerateAsync(Cloud);
        var options = first.Error.Split('\n').Where(line => line.StartsWith("  -pa '", StringComparison.Ordinal)).Select(line => line.Split('\'')[1].Replace("VALUE", "given.example", StringComparison.Ordinal));

        var result = await GenerateAsync(Cloud, ["--output-format", format, .. options.SelectMany(option => new[] { "-pa", option })]);

        result.ExitCode.ShouldBe(0, result.Error);
        AllText().ShouldContain("Endpoint=given.example;ContainerName=photos");
    }

    [Fact]
    public async Task The_secret_of_a_key_vault_is_a_secret_and_asked_for_later()
    {
        (await GenerateAsync(Cloud, All)).ExitCode.ShouldBe(0);

        Text("web/configmap.yaml").ShouldNotContain("accounts");
        Text("secrets/web-secrets.yaml").ShouldContain("ConnectionStrings__accounts: \"{vault-connectionstrings-accounts}\"");
    }

    [Fact]
    public async Task A_value_that_nothing_asks_for_is_an_error_that_says_what_does()
    {
        var result = await GenerateAsync(Cloud, [.. All, "-pa", "storage.outputs.blobEndpont=https://store.example"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("storage.outputs.blobEndpont");
        result.Error.ShouldContain("storage.outputs.blobEndpoint");
    }

    [Theory]
    [InlineData("smtp", "Parameters__smtp")]
    [InlineData("vault.secrets.connectionstrings--accounts", "Parameters__vault_connectionstrings_accounts")]
    public async Task A_secret_is_refused_on_the_command_line_and_told_where_it_belongs(string name, string variable)
    {
        var result = await GenerateAsync(Cloud, [.. All, "-pa", $"{name}=hunter2"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"'{name}' is a secret");
        result.Error.ShouldContain(variable);
        result.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task What_is_open_can_be_declared_a_secret()
    {
        var result = await GenerateAsync(Cloud, [.. All[..2], .. All[4..], "--secret", "cache.connectionString"]);

        result.ExitCode.ShouldBe(0, result.Error);
        Text("secrets/web-secrets.yaml").ShouldContain("ConnectionStrings__cache: \"{cache-connectionString}\"");
    }

    [Fact]
    public async Task An_output_and_a_connection_string_of_the_same_name_are_two_values()
    {
        var result = await GenerateAsync(
            """
            { "resources": {
              "db": { "type": "azure.bicep.v0", "path": "db.bicep" },
              "app": { "type": "project.v0", "path": "App.csproj", "env": { "A": "{db.outputs.connectionString}", "B": "{db.connectionString}" } } } }
            """,
            "-pa", "db.outputs.connectionString=one", "-pa", "db.connectionString=two");

        result.ExitCode.ShouldBe(0, result.Error);
        Text("app/configmap.yaml").ShouldContain("A: one\n  B: two\n");
    }

    [Fact]
    public async Task What_only_looks_like_a_reference_can_be_given_as_the_text_that_it_is()
    {
        const string manifest = """{ "resources": { "app": { "type": "project.v0", "path": "App.csproj", "env": { "GREETING": "Hello {user.name} of {{user.team}}" } } } }""";

        var result = await GenerateAsync(manifest, "-pa", "user.name={user.name}");

        result.ExitCode.ShouldBe(0, result.Error);
        Text("app/configmap.yaml").ShouldContain("GREETING: Hello {user.name} of {user.team}\n");
    }

    [Fact]
    public async Task A_value_that_is_made_up_is_a_secret_unless_it_is_given()
    {
        const string manifest = """
            { "resources": {
              "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "default": { "generate": { "minLength": 30 } } } } },
              "app": { "type": "project.v0", "path": "App.csproj", "env": { "KEY": "{key.value}" } } } }
            """;

        (await GenerateAsync(manifest)).ExitCode.ShouldBe(0);
        Text("secrets/app-secrets.yaml").ShouldContain("minLength: 30");

        (await GenerateAsync(manifest, "-pa", "key=plain")).ExitCode.ShouldBe(0);
        Text("app/configmap.yaml").ShouldContain("KEY: plain");
    }

    [Fact]
    public async Task The_encoded_form_of_a_parameter_is_known_without_an_entry_of_its_own()
    {
        const string manifest = """
            { "resources": {
              "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
              "app": { "type": "project.v0", "path": "App.csproj", "env": { "URL": "amqp://guest:{key-uri-encoded.value}@mq" } } } }
            """;

        (await GenerateAsync(manifest)).ExitCode.ShouldBe(0);

        Text("secrets/app-secrets.yaml").ShouldContain("amqp://guest:{key:uri}@mq");
    }

    [Fact]
    public async Task The_name_of_an_image_is_known_to_the_manifest()
    {
        const string manifest = """{ "resources": { "app": { "type": "project.v0", "path": "App.csproj", "env": { "IMAGE": "{app.containerImage}" } } } }""";

        (await GenerateAsync(manifest, "-cr", "ghcr.io", "-ct", "7")).ExitCode.ShouldBe(0);

        Text("app/configmap.yaml").ShouldContain("IMAGE: ghcr.io/app:7");
    }

    [Theory]
    [InlineData("-pa", "a=1", "-pa", "a=2")]
    [InlineData("-pa", "novalue")]
    [InlineData("--name", "My Shop")]
    [InlineData("--namespace", "My_Shop")]
    [InlineData("-ct", "not a tag")]
    [InlineData("-crp", "Contoso/Shop")]
    [InlineData("-cr", "https://ghcr.io")]
    public async Task An_option_that_cannot_be_is_refused_where_it_is_given(params string[] option)
    {
        var result = await GenerateAsync(Cloud, [.. All, .. option]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(option[0] is "-pa" ? "--parameter" : option[1]);
        Directory.Exists(_folder["tree"]).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private string Text(string file) => File.ReadAllText(_folder[$"tree/{file}"]);

    private string AllText() => string.Concat(Directory.EnumerateFiles(_folder["tree"], "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    private Task<CommandLine> GenerateAsync(string manifest, params string[] arguments) =>
        CommandLine.RunAsync(["generate", "-m", _folder.Write("aspire-manifest.json", manifest), "-o", _folder["tree"], "--non-interactive", .. arguments]);
}
