using System.Net;
using k8s;
using k8s.Models;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>What the cluster does by itself to keep to the desired state, and what users notice of it.</summary>
[Collection(nameof(DeployedApplication))]
public sealed class ReconciliationTests(DeployedApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("auth", "/auth/.well-known/openid-configuration")]
    [InlineData("order", "/orders/products")]
    [InlineData("frontend", "/")]
    public async Task A_deleted_pod_is_replaced_without_a_failed_request(string resource, string path)
    {
        using var client = application.CreateClient();
        var before = await application.PodsAsync(resource, Cancellation);
        before.Count(DeployedApplication.IsReady).ShouldBeGreaterThan(1);

        await using var traffic = SteadyTraffic.Start(client, path, Cancellation);
        await application.Client.CoreV1.DeleteNamespacedPodAsync(before[0].Name(), application.Namespace, cancellationToken: Cancellation);
        await application.WaitForPodsAsync(
            resource, pods => pods.All(pod => pod.Name() != before[0].Name()) && pods.Count(DeployedApplication.IsReady) == before.Count, Cancellation);

        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task More_replicas_are_asked_for_and_come()
    {
        await application.SetAutoscalerMinimumAsync("order", 3, Cancellation);
        (await application.WaitForPodsAsync("order", pods => pods.Count(DeployedApplication.IsReady) == 3, Cancellation)).Count.ShouldBe(3);

        // What somebody has changed by hand is not put right behind their back.
        var refused = await Aspirate.TryAsync(application.ApplyArguments, Cancellation);
        refused.ExitCode.ShouldBe(1);
        refused.StandardError.ShouldContain("HorizontalPodAutoscaler/order has fields that somebody else manages, with other values: .spec.minReplicas");
        await Aspirate.RunAsync([.. application.ApplyArguments, "--take-over"], Cancellation);
        var autoscaler = await application.Client.AutoscalingV2.ReadNamespacedHorizontalPodAutoscalerAsync("order", application.Namespace, cancellationToken: Cancellation);
        autoscaler.Spec.MinReplicas.ShouldBe(2);
    }

    [Fact]
    public async Task The_database_is_restarted_and_forgets_nothing()
    {
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        var (_, order) = await customer.OrderAsync("kaj-mug", 1, Guid.NewGuid().ToString(), Cancellation);
        var before = (await application.PodsAsync("postgres", Cancellation)).ShouldHaveSingleItem();

        await application.Client.CoreV1.DeleteNamespacedPodAsync(before.Name(), application.Namespace, cancellationToken: Cancellation);
        await application.WaitForPodsAsync("postgres", pods => pods is [var now] && now.Uid() != before.Uid() && DeployedApplication.IsReady(now), Cancellation);
        foreach (var resource in (string[])["auth", "order", "frontend"])
        {
            await application.WaitForPodsAsync(resource, pods => pods.All(DeployedApplication.IsReady), Cancellation);
        }
        (await customer.GetAsync($"/orders/{order.GetProperty("id").GetString()}", Cancellation)).GetProperty("status").GetString().ShouldBe("placed");
    }
}
