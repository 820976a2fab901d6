using System.Net;
using System.Net.Http.Json;
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
        (await customer.GetAsync($"/orders/{order.GetProperty("id").GetString()}", Cancellation)).GetProperty("status").GetString().ShouldBe("placed");
        using var client = application.CreateClient();
        await EveryReplicaWorksAsync(HttpStatusCode.Accepted, () => client.PostAsJsonAsync("/auth/register", new { email = $"{Guid.NewGuid():n}@example.org", password = "Calm-desk-and-open-window-7" }, Cancellation));
        await EveryReplicaWorksAsync(HttpStatusCode.BadRequest, () => customer.PostAsync("/orders", new { lines = new[] { new { productId = "nothing-that-is-sold", quantity = 1 } } }, Cancellation));
    }

    /// <summary>The first transaction of a replica after that may meet a connection that has gone with the server: it is answered with 503 and <c>Retry-After</c>, and tried again.</summary>
    private static async Task EveryReplicaWorksAsync(HttpStatusCode expected, Func<Task<HttpResponseMessage>> ask)
    {
        for (var inARow = 0; inARow < 5;)
        {
            using var answer = await ask();
            answer.StatusCode.ShouldBeOneOf(expected, HttpStatusCode.ServiceUnavailable);
            inARow = answer.StatusCode == expected ? inARow + 1 : 0;
            if (inARow == 0)
            {
                answer.Headers.RetryAfter.ShouldNotBeNull();
            }
        }
    }
}
