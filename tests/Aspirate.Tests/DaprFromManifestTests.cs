namespace Aspirate.Tests;

public sealed class DaprFromManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_sidecar_becomes_annotations_of_its_application_s_pods()
    {
        (await GenerateAsync(ForeignManifests.PathOf("dapr"))).ExitCode.ShouldBe(0);

        var basket = Read("basket/deployment.yaml");
        foreach (var annotation in new[] { "enabled: \"true\"", "app-id: basket", "app-port: \"8080\"", "log-level: debug", "enable-api-logging: \"true\"" })
        {
            basket.ShouldContain($"dapr.io/{annotation}");
        }

        Read("courier/deployment.yaml").ShouldContain("dapr.io/app-id: courier");
        Read("courier/deployment.yaml").ShouldNotContain("dapr.io/app-port");
    }

    [Fact]
    public async Task A_component_becomes_a_Component_and_the_run_says_what_it_lacks()
    {
        var result = await GenerateAsync(ForeignManifests.PathOf("dapr"));

        Read("basket-store/component.yaml").ShouldContain("type: state.in-memory");
        Read("events/component.yaml").ShouldContain("scopes:\n- basket\n");
        result.Error.ShouldContain("Dapr has to be in the cluster before the application");
        result.Error.ShouldContain("Left out: settings (dapr.component.v0): the manifest does not say which implementation of it Dapr is to use; apply a Component of that name yourself.");
        result.Error.ShouldNotContain("basket-dapr");
    }

    [Fact]
    public async Task A_sidecar_is_left_out_with_its_application()
    {
        var result = await GenerateAsync(ForeignManifests.PathOf("dapr"), "--skip", "basket", "--skip", "basket-store", "--skip", "events");

        result.ExitCode.ShouldBe(0, result.Error);
        Directory.Exists(_folder["tree/basket"]).ShouldBeFalse();
        Read("kustomization.yaml").ShouldNotContain("events");
    }

    [Fact]
    public async Task Components_come_with_the_resources_that_use_them()
    {
        (await GenerateAsync(ForeignManifests.PathOf("dapr"), "-c", "courier")).ExitCode.ShouldBe(0);
        Directory.Exists(_folder["tree/events"]).ShouldBeFalse();

        (await GenerateAsync(ForeignManifests.PathOf("dapr"), "-c", "basket")).ExitCode.ShouldBe(0);
        File.Exists(_folder["tree/events/component.yaml"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_component_s_name_that_the_cluster_does_not_take_is_refused_for_programs_ask_by_it()
    {
        var manifest = _folder.Write("aspire-manifest.json", (await File.ReadAllTextAsync(ForeignManifests.PathOf("dapr"), TestContext.Current.CancellationToken)).Replace("basket-store", "BasketStore"));

        var refused = await GenerateAsync(manifest);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("--skip BasketStore");

        (await GenerateAsync(manifest, "--skip", "BasketStore")).ExitCode.ShouldBe(0);
    }

    public void Dispose() => _folder.Dispose();

    private string Read(string file) => File.ReadAllText(_folder[$"tree/{file}"]);

    private Task<CommandLine> GenerateAsync(string manifest, params string[] options) =>
        CommandLine.RunAsync(["generate", "-m", manifest, "-o", _folder["tree"], .. options]);
}
