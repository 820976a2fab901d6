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
    public async Task A_reference_to_nothing_is_a_violation_and_nothing_is_written()
    {
        var result = await GenerateAsync(_folder.Write("dangling.json", """
            { "resources": { "app": { "type": "project.v0", "path": "App.csproj", "env": { "CACHE": "{cache.bindings.tcp.host}" } } } }
            """));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("app");
        result.Error.ShouldContain("{cache.bindings.tcp.host}");
        Directory.Exists(_folder["out"]).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLine> GenerateAsync(string manifest) => CommandLine.RunAsync("generate", "-m", manifest, "-o", _folder["out"], "--non-interactive");
}
