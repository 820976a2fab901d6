using System.Net;
using k8s;
using k8s.Models;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>What <c>aspirate apply</c> changes, and what users notice of it.</summary>
[Collection(nameof(DeployedApplication))]
public sealed class ApplyTests(DeployedApplication application)
{
    private const int RolledBack = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_apply_changes_nothing()
    {
        // The first one after a rotation records what the rotation has changed.
        await application.ApplyAsync(Cancellation);
        var before = await application.GenerationsAsync(Cancellation);

        var output = await application.ApplyAsync(Cancellation);

        output.ShouldContain("unchanged", Case.Insensitive);
        (await application.GenerationsAsync(Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task A_dry_run_shows_the_difference_and_changes_nothing()
    {
        var before = await application.GenerationsAsync(Cancellation);
        await application.WriteOverlayAsync(OrderLevel("Warning"), Cancellation);

        var output = await Aspirate.RunAsync([.. application.ApplyArguments, "--dry-run"], Cancellation);
        await application.WriteOverlayAsync("", Cancellation);

        output.ShouldContain("Logging__LogLevel__Default: Warning");
        (await application.GenerationsAsync(Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_configuration_replaces_the_pods_without_a_failed_request()
    {
        using var client = application.CreateClient();
        var before = await application.PodsAsync("order", Cancellation);
        await using var traffic = SteadyTraffic.Start(client, "/orders/products", Cancellation);

        await application.WriteOverlayAsync(OrderLevel("Debug"), Cancellation);
        await application.ApplyAsync(Cancellation);

        (await application.PodsAsync("order", Cancellation)).Select(pod => pod.Name()).ShouldNotContain(name => before.Any(pod => pod.Name() == name));
        await application.WriteOverlayAsync("", Cancellation);
        await application.ApplyAsync(Cancellation);
        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_broken_image_is_rolled_back_and_no_user_notices()
    {
        using var client = application.CreateClient();
        var image = (await application.PodsAsync("frontend", Cancellation))[0].Spec.Containers[0].Image;
        await using var traffic = SteadyTraffic.Start(client, "/", Cancellation);

        await application.WriteOverlayAsync(
            "- patch: '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: frontend }, spec: { template: { spec: { containers: [{ name: frontend, image: \"localhost:5000/no-such-image:1\" }] } } } }'",
            Cancellation);
        var result = await Aspirate.TryAsync(application.ApplyArguments, Cancellation);
        await application.WriteOverlayAsync("", Cancellation);

        result.ExitCode.ShouldBe(RolledBack, result.StandardOutput + result.StandardError);
        (result.StandardOutput + result.StandardError).ShouldContain("no-such-image");
        var deployment = await application.Client.AppsV1.ReadNamespacedDeploymentAsync("frontend", application.Namespace, cancellationToken: Cancellation);
        deployment.Spec.Template.Spec.Containers[0].Image.ShouldBe(image);
        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_not_taken_over()
    {
        await application.Client.CoreV1.CreateNamespacedConfigMapAsync(
            new() { Metadata = new() { Name = "somebody-elses" }, Data = new Dictionary<string, string> { ["whose"] = "theirs" } }, application.Namespace, cancellationToken: Cancellation);
        var mine = Path.Combine(application.Overlay, "mine.yaml");
        await File.WriteAllTextAsync(mine, "{ apiVersion: v1, kind: ConfigMap, metadata: { name: somebody-elses }, data: { whose: ours } }", Cancellation);
        await application.WriteOverlayAsync("", Cancellation, "mine.yaml");

        var result = await Aspirate.TryAsync(application.ApplyArguments, Cancellation);
        await application.WriteOverlayAsync("", Cancellation);

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain("somebody-elses");
        var kept = await application.Client.CoreV1.ReadNamespacedConfigMapAsync("somebody-elses", application.Namespace, cancellationToken: Cancellation);
        kept.Data["whose"].ShouldBe("theirs");
        await application.Client.CoreV1.DeleteNamespacedConfigMapAsync("somebody-elses", application.Namespace, cancellationToken: Cancellation);
    }

    private static string OrderLevel(string level) =>
        $"- patch: '{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: order-config }}, data: {{ Logging__LogLevel__Default: {level} }} }}'";
}
