namespace Aspirate.Tests;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_missing_manifest_is_named_with_the_remedy()
    {
        var result = await GenerateAsync(_folder["none.json"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"There is no manifest {_folder["none.json"]}");
        result.Error.ShouldContain("--aspire-manifest");
    }

    [Fact]
    public async Task Broken_JSON_is_named_with_its_line()
    {
        var result = await GenerateAsync(_folder.Write("broken.json", "{\n  \"resources\": {\n    \"a\": [\n"));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("is no Aspire manifest: line ");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_manifest_without_resources_is_refused()
    {
        var result = await GenerateAsync(_folder.Write("empty.json", """{ "resources": {} }"""));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("has no resources");
    }

    [Fact]
    public async Task References_that_lead_in_a_circle_are_shown_as_one()
    {
        var result = await GenerateAsync(_folder.Write("circle.json", """
            {
              "resources": {
                "a": { "type": "value.v0", "connectionString": "{b.connectionString}" },
                "b": { "type": "value.v0", "connectionString": "{a.connectionString}" },
                "app": { "type": "project.v0", "path": "App.csproj", "env": { "X": "{a.connectionString}" } }
              }
            }
            """));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("{a.connectionString} → {b.connectionString} → {a.connectionString}");
    }

    [Fact]
    public async Task Two_resources_whose_names_differ_in_case_only_are_refused()
    {
        var result = await GenerateAsync(_folder.Write("twice.json", """
            { "resources": { "App": { "type": "project.v0", "path": "App.csproj" }, "app": { "type": "container.v0", "image": "app" } } }
            """));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("'App' and 'app'");
    }

    [Theory]
    [InlineData("""{ "resources": { "app": null } }""", "app")]
    [InlineData("""{ "resources": { "app": { "type": "project.v0", "path": "App.csproj", "env": { "A": null }, "args": [ null ] } } }""", "A")]
    [InlineData("""{ "resources": { "app": { "type": "container.v0", "image": "" } } }""", "app")]
    [InlineData("""{ "resources": { "app": { "type": "container.v0", "image": "a", "bindings": { "http": null } } } }""", "http")]
    [InlineData("""{ "resources": { "app": { "type": "container.v0", "image": "a", "bindings": { "http": { "port": "x" } } } } }""", "port")]
    [InlineData("""{ "resources": { "app": { "type": "container.v0", "image": "a", "volumes": [ null ] } } }""", "volumes")]
    [InlineData("""{ "resources": { "app": { "type": "container.v0", "image": "a", "bindMounts": [ null ] } } }""", "bindMounts")]
    [InlineData("""{ "resources": { "app": { "type": "project.v0", "path": "App.csproj", "env": { "A": "{p.value}" } }, "p": { "type": "parameter.v0", "value": "{p.inputs.value}", "inputs": { "value": null } } } }""", "-pa 'p=VALUE'")]
    [InlineData("""[]""", "no Aspire manifest")]
    [InlineData("""null""", "has no resources")]
    public async Task What_no_AppHost_writes_is_told_by_its_place(string manifest, string place)
    {
        var result = await GenerateAsync(_folder.Write("odd.json", manifest));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(place);
        result.Error.ShouldNotContain("   at ");
        Directory.Exists(_folder["out"]).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLine> GenerateAsync(string manifest) => CommandLine.RunAsync("generate", "-m", manifest, "-o", _folder["out"], "--non-interactive");
}
