namespace Aspirate.Tests;

public sealed class GenerateFromManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [MemberData(nameof(ForeignManifests.Names), MemberType = typeof(ForeignManifests))]
    public async Task Every_form_is_generated_without_a_placeholder_or_a_secret(string manifest)
    {
        foreach (var format in new[] { "kustomize", "helm", "compose" })
        {
            var result = await GenerateAsync(manifest, format, ["--output-format", format, .. ForeignManifests.ValuesOf(manifest)]);

            result.ExitCode.ShouldBe(0, result.Error);
            Directory.EnumerateFiles(_folder[format], "*", SearchOption.AllDirectories).ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(ForeignManifests.Names), MemberType = typeof(ForeignManifests))]
    public async Task The_same_manifest_gives_the_same_bytes(string manifest)
    {
        await GenerateAsync(manifest, "tree", ForeignManifests.ValuesOf(manifest));

        var check = await GenerateAsync(manifest, "tree", ["--check", .. ForeignManifests.ValuesOf(manifest)]);

        check.ExitCode.ShouldBe(0, check.Output + check.Error);
    }

    [Fact]
    public async Task A_stale_tree_is_shown_as_a_difference()
    {
        await GenerateAsync("starter", "tree");
        var service = Path.Combine(_folder["tree"], "webfrontend", "service.yaml");
        await File.WriteAllTextAsync(service, (await File.ReadAllTextAsync(service, TestContext.Current.CancellationToken)).Replace("port: 8080", "port: 8081"), TestContext.Current.CancellationToken);

        var check = await GenerateAsync("starter", "tree", "--check");

        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("--- webfrontend/service.yaml");
        check.Output.ShouldContain("8081");
        check.Error.ShouldContain("out of date in 1 of its files");
    }

    [Fact]
    public async Task A_password_is_a_secret_however_deep_it_is_hidden()
    {
        await GenerateAsync("shop", "tree");

        var config = await File.ReadAllTextAsync(Path.Combine(_folder["tree"], "basket-api", "configmap.yaml"), TestContext.Current.CancellationToken);
        config.ShouldContain("ConnectionStrings__redis: redis:6379");
        config.ShouldNotContain("ConnectionStrings__eventbus");
        File.Exists(Path.Combine(_folder["tree"], "secrets", "basket-api-secrets.yaml")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_uri_form_of_a_password_stays_encoded()
    {
        await GenerateAsync("shop", "tree");

        (await File.ReadAllTextAsync(Path.Combine(_folder["tree"], "secrets", "basket-api-secrets.yaml"), TestContext.Current.CancellationToken))
            .ShouldContain("amqp://guest:{eventbus-password:uri}@eventbus:5672");
    }

    [Fact]
    public async Task Images_are_named_with_registry_prefix_and_tag()
    {
        await GenerateAsync("starter", "tree", "-cr", "ghcr.io", "-crp", "contoso/starter", "-ct", "2.1.0");

        (await File.ReadAllTextAsync(Path.Combine(_folder["tree"], "apiservice", "deployment.yaml"), TestContext.Current.CancellationToken))
            .ShouldContain("image: ghcr.io/contoso/starter/apiservice:2.1.0");
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLine> GenerateAsync(string manifest, string folder, params string[] arguments) =>
        CommandLine.RunAsync(["generate", "-m", ForeignManifests.PathOf(manifest), "-o", _folder[folder], "--non-interactive", .. arguments]);
}
