using System.Net;
using System.Text.RegularExpressions;

namespace Aspirate.Tests.Cluster;

/// <summary>apply, diff, rollback and destroy, as a user calls them. The tree is rendered by the real kubectl.</summary>
public sealed class DeployCommandsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "kubectl"))), "kubectl is not installed");
        _cluster = await FakeCluster.StartAsync();
        _folder.Write("AppHost/AppHost.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><IsAspireHost>true</IsAspireHost></PropertyGroup></Project>""");
        _folder.Write("tree/kustomization.yaml", "namespace: shop\nresources: [all.yaml]\n");
        WriteTree("one");
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Apply_brings_the_tree_with_the_images_of_the_last_build()
    {
        _folder.Write("AppHost/obj/aspirate/images.json", """{"web":"localhost:5000/web:abc"}""");

        var applied = await RunAsync("apply", "--no-wait");

        applied.ExitCode.ShouldBe(0, applied.Error);
        applied.Error.ShouldContain("images: localhost:5000/web:abc");
        applied.Output.ShouldContain("created   Deployment/web");
        applied.Output.ShouldContain("Revision 1 is applied: 2 created.");
        _cluster["namespaces/shop/deployments/web"]!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe("localhost:5000/web:abc");
    }

    [Fact]
    public async Task A_second_apply_says_that_nothing_changed()
    {
        await RunAsync("apply", "--no-wait");
        _cluster.Writes.Clear();

        var again = await RunAsync("apply", "--no-wait");

        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain("Unchanged: namespace 'shop' (context 'fake') has all 3 objects of revision 1.");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Diff_shows_what_would_change_and_exits_with_1_as_kubectl_does()
    {
        await RunAsync("apply", "--no-wait");
        (await RunAsync("diff")).ExitCode.ShouldBe(0);
        WriteTree("two");
        _cluster.Writes.Clear();

        var different = await RunAsync("diff");

        different.ExitCode.ShouldBe(1);
        different.Output.ShouldContain("-  KEY: one\n+  KEY: two");
        different.Error.ShouldContain("Would be: 1 changed");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dry_run_before_the_first_apply_makes_not_even_the_namespace()
    {
        var dry = await RunAsync("apply", "--dry-run");

        dry.ExitCode.ShouldBe(0);
        dry.Output.ShouldContain("+++ Deployment/web");
        dry.Error.ShouldContain("the namespace 'shop' does not exist yet");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_namespace_that_was_made_only_to_judge_is_deleted_when_the_judgement_is_no()
    {
        _cluster.Judge = (item, isDryRun) => isDryRun && item["kind"]!.GetValue<string>() == "Deployment"
            ? (HttpStatusCode.UnprocessableEntity, """{"kind":"Status","message":"Deployment is invalid","details":{"causes":[{"reason":"FieldValueRequired","message":"Required value","field":"spec.selector"}]},"code":422}""")
            : null;

        var refused = await RunAsync("apply", "--no-wait");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("Deployment/web is not valid: spec.selector: Required value.");
        refused.Output.ShouldContain("Deleted the namespace 'shop' again.");
        _cluster["namespaces/shop"].ShouldBeNull();
    }

    [Fact]
    public async Task Another_namespace_can_be_named()
    {
        (await RunAsync("apply", "--no-wait", "-n", "elsewhere")).ExitCode.ShouldBe(0);

        _cluster["namespaces/elsewhere/deployments/web"].ShouldNotBeNull();
        _cluster["namespaces/shop"].ShouldBeNull();
    }

    [Fact]
    public async Task Rollback_goes_back_and_lists_what_there_is()
    {
        await RunAsync("apply", "--no-wait");
        WriteTree("two");
        await RunAsync("apply", "--no-wait");

        (await RunAsync("rollback", "--no-wait")).Output.ShouldContain("Revision 3 is applied: 1 changed.");

        _cluster["namespaces/shop/configmaps/map"]!["data"]!["KEY"]!.GetValue<string>().ShouldBe("one");
        var history = (await RunAsync("rollback", "--list")).Output;
        history.ShouldContain("rollback to 1");
        history.ShouldContain("web:1.0.0");
    }

    [Fact]
    public async Task Rollback_to_what_does_not_exist_says_what_does()
    {
        (await RunAsync("rollback")).Error.ShouldContain("nothing was applied to it with aspirate");
        await RunAsync("apply", "--no-wait");

        (await RunAsync("rollback")).Error.ShouldContain("has no good revision before 1");
        (await RunAsync("rollback", "7")).Error.ShouldContain("has no revision 7. There are: 1.");
    }

    [Fact]
    public async Task Destroy_takes_everything_away_and_may_be_repeated()
    {
        await RunAsync("apply", "--no-wait");

        var destroyed = await RunAsync("destroy", "--yes");
        destroyed.ExitCode.ShouldBe(0, destroyed.Error);
        destroyed.Output.ShouldContain("deleted   Namespace/shop");
        _cluster["namespaces/shop"].ShouldBeNull();

        var again = await RunAsync("destroy", "--yes");
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain("Nothing of aspirate runs in namespace 'shop'");
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0")]
    [InlineData("5d")]
    public async Task A_timeout_that_is_none_is_refused(string timeout)
    {
        var refused = await RunAsync("apply", "--timeout", timeout);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain($"'{timeout}' is no time: write --timeout 90s, 5m or 1h.");
    }

    [Theory]
    [InlineData("0%", "'0%' is no share: write --canary 10%, between 1% and 99%.")]
    [InlineData("100%", "'100%' is no share")]
    [InlineData("101%", "'101%' is no share")]
    [InlineData("-5%", "'-5%' is no share")]
    [InlineData("abc", "'abc' is no share")]
    [InlineData("10%%", "'10%%' is no share")]
    public async Task A_share_that_is_none_is_refused(string share, string problem) => (await RefusedAsync($"--canary={share}")).ShouldContain(problem);

    [Theory]
    [InlineData("-5m")]
    [InlineData("0s")]
    [InlineData("soon")]
    public async Task A_time_of_a_canary_that_is_none_is_refused(string time) =>
        (await RefusedAsync("--canary", "10%", $"--canary-time={time}")).ShouldContain($"'{time}' is no time: write --canary-time 90s, 5m or 1h.");

    [Fact]
    public async Task What_a_canary_needs_or_cannot_have_is_told()
    {
        (await RefusedAsync("--canary")).ShouldContain("--canary");
        (await RefusedAsync("--canary-time", "1m")).ShouldContain("name its share, too, e.g. --canary 10%");
        (await RefusedAsync("--canary", "10%", "--no-wait")).ShouldContain("--canary waits and decides: leave out --no-wait.");
        (await RefusedAsync("--canary", "10%", "--dry-run")).ShouldContain("--dry-run shows what would change for all: leave out --canary.");
    }

    [Fact]
    public async Task Without_the_Gateway_API_there_is_no_canary()
    {
        (await RefusedAsync("--canary", "10%")).ShouldContain("There is nothing in the namespace 'shop' yet that a new version could be compared with.");

        await RunAsync("apply", "--no-wait");
        WriteTree("two");
        (await RefusedAsync("--canary", "10%")).ShouldContain("--canary needs the Gateway API: the application has no HTTPRoute");

        _cluster.Missing.Add("gateway.networking.k8s.io/v1");
        WriteTree("two", Route("web"));
        (await RefusedAsync("--canary", "10%")).ShouldContain("has no Gateway API (gateway.networking.k8s.io)");
    }

    [Fact]
    public async Task What_no_route_leads_to_is_not_tried_out_but_applied()
    {
        _cluster.Place("namespaces/infra/gateways/shared", """{"apiVersion":"gateway.networking.k8s.io/v1","kind":"Gateway","spec":{"listeners":[{"name":"http","allowedRoutes":{"namespaces":{"from":"All"}}}]}}""");
        _cluster.Place("namespaces/shop/services/other", """{"apiVersion":"v1","kind":"Service","spec":{"ports":[{"port":80}]}}""");
        WriteTree("one", Route("other"));
        (await RunAsync("apply", "--no-wait")).ExitCode.ShouldBe(0);
        _cluster.Writes.Clear();
        WriteTree("one", Route("other"), image: "web:2.0.0");

        var refused = await RefusedAsync("--canary", "10%");

        refused.ShouldContain("--canary tries out what an HTTPRoute leads to, and none leads to what changes (Deployment/web). Apply it without --canary.");
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_is_told_calmly()
    {
        var nobody = Regex.Replace(await File.ReadAllTextAsync(_cluster.Kubeconfig, TestContext.Current.CancellationToken), "127.0.0.1:[0-9]+", "127.0.0.1:1");
        var file = _folder.Write("kubeconfig", nobody);

        var unreachable = await CommandLine.RunAsync("apply", "-i", _folder["tree"], "--kubeconfig", file, "-p", _folder["AppHost"]);

        unreachable.ExitCode.ShouldBe(1);
        unreachable.Error.ShouldContain("cannot be reached: nothing listens there");
        unreachable.Error.ShouldNotContain("   at ");
    }

    private static string Route(string service) => $$"""
        ---
        {
          apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: route },
          spec: { parentRefs: [ { name: shared, namespace: infra } ], rules: [ { backendRefs: [ { name: {{service}}, port: 80 } ] } ] }
        }
        """;

    /// <summary>An apply that is refused before anything is changed.</summary>
    /// <returns>What a person is told.</returns>
    private async Task<string> RefusedAsync(params string[] options)
    {
        _cluster.Writes.Clear();
        var refused = await RunAsync("apply", options);
        refused.ExitCode.ShouldBe(1, refused.Output);
        _cluster.Writes.ShouldBeEmpty();
        refused.Error.ShouldNotContain("   at ");
        return refused.Error;
    }

    private void WriteTree(string value, string more = "", string image = "web:1.0.0") => _folder.Write("tree/all.yaml", $$$"""
        { apiVersion: v1, kind: Namespace, metadata: { name: shop } }
        ---
        { apiVersion: v1, kind: ConfigMap, metadata: { name: map }, data: { KEY: {{{value}}} } }
        ---
        { apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { template: { spec: { containers: [{ name: web, image: "{{{image}}}" }] } } } }
        {{{more}}}
        """);

    private Task<CommandLine> RunAsync(string command, params string[] arguments) => CommandLine.RunAsync(
        [command, .. arguments, "-i", _folder["tree"], "--kubeconfig", _cluster.Kubeconfig, .. command is "apply" or "diff" ? new[] { "-p", _folder["AppHost"] } : []]);
}
