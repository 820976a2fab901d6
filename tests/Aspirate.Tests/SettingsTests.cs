namespace Aspirate.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Init_remembers_what_generate_then_uses()
    {
        var manifest = _folder.Write("aspire-manifest.json", """{ "resources": { "app": { "type": "project.v0", "path": "App.csproj" } } }""");
        _folder.Write("Shop.AppHost.csproj", """<Project Sdk="Aspire.AppHost.Sdk/13.5.2" />""");

        (await CommandLine.RunAsync("init", "-p", _folder.Path, "-cr", "ghcr.io", "-crp", "contoso", "-ct", "1.2.3")).ExitCode.ShouldBe(0);
        var generated = await CommandLine.RunAsync("generate", "-m", manifest, "-o", _folder["out"]);

        generated.ExitCode.ShouldBe(0, generated.Error);
        _folder.AllText().ShouldContain("image: ghcr.io/contoso/app:1.2.3");
    }

    [Fact]
    public async Task A_broken_settings_file_is_named_with_its_line()
    {
        var manifest = _folder.Write("aspire-manifest.json", """{ "resources": { "app": { "type": "project.v0", "path": "App.csproj" } } }""");
        _folder.Write("aspirate.json", "{\n  \"ContainerSettings\": 5\n}");

        var result = await CommandLine.RunAsync("generate", "-m", manifest, "-o", _folder["out"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("aspirate.json is not valid: line 2");
    }

    public void Dispose() => _folder.Dispose();
}
