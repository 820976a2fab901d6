using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Tests.Hosting;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Aspire.Dashboard.Tests.Resources.Cluster.Cluster;

namespace Aspire.Dashboard.Tests.Resources.Cluster;

public sealed class ClusterResourceClientSpec : IDisposable
{
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ClusterResourceClientSpec() => _patience.CancelAfter(TimeSpan.FromSeconds(30));

    private CancellationToken Cancellation => _patience.Token;

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task What_is_in_the_namespace_is_listed_and_then_followed()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Put("deployments", Deployment("order"));
        cluster.Put("replicasets", ReplicaSet("order", 1, "1.0"));
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();

        await UntilAsync(() => client.Resources.Length == 2 && client.Connection == ResourceConnection.Connected);
        client.ApplicationName.ShouldBe("shop");
        await UntilAsync(() => cluster.IsWatched("pods"));

        cluster.Put("pods", Pod("order-1-b", "order"));
        await UntilAsync(() => client.Resources.Any(resource => resource.Name == "order-1-b"));
        cluster.Put("pods", UnreadyPod("order-1-a", "order", new V1ContainerState { Waiting = new() { Reason = "CrashLoopBackOff" } }));
        await UntilAsync(() => client.Resources.Any(resource => resource is { Name: "order-1-a", State: "CrashLoopBackOff" }));
        cluster.Delete("pods", "order-1-a");
        await UntilAsync(() => client.Resources.All(resource => resource.Name != "order-1-a"));
    }

    [Fact]
    public async Task A_watch_that_ends_is_taken_up_again_where_it_was()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => cluster.IsWatched("pods"));
        cluster.Put("pods", Pod("order-1-a", "order"));
        await UntilAsync(() => client.Resources.Any(resource => resource.Name == "order-1-a"));
        var version = client.Resources.Length;

        cluster.EndWatches("pods");
        await UntilAsync(() => cluster.Requests.Count(IsWatchOfPods) > 1 && cluster.IsWatched("pods"));

        cluster.Requests.Count(request => request.Contains("/pods?") && !request.Contains("watch=true")).ShouldBe(1, "the list is known");
        cluster.Requests.Last(IsWatchOfPods).ShouldContain("resourceVersion=11");
        cluster.Put("pods", Pod("order-1-b", "order"));
        await UntilAsync(() => client.Resources.Length > version);
    }

    [Fact]
    public async Task A_version_that_the_server_has_forgotten_is_listed_anew()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => cluster.IsWatched("pods") && client.Resources.Length == 2);

        cluster.PutUnheard("pods", Pod("order-1-b", "order"));
        cluster.EndWatches("pods", """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","message":"too old resource version","code":410}}""");

        await UntilAsync(() => client.Resources.Any(resource => resource.Name == "order-1-b"));
        client.Connection.ShouldBe(ResourceConnection.Connected);
    }

    [Fact]
    public async Task A_kind_that_the_Role_does_not_allow_is_missing_and_the_others_are_there()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Refused.Add("ingresses");
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();

        await UntilAsync(() => client.Resources.Length == 2 && client.Connection == ResourceConnection.Connected);
    }

    [Fact]
    public async Task A_ServiceAccount_without_any_rights_is_told_apart_from_a_cluster_that_does_not_answer()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Refused.UnionWith(["deployments", "statefulsets", "daemonsets", "replicasets", "jobs", "pods", "services", "ingresses", "events"]);
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();

        await UntilAsync(() => client.Connection == ResourceConnection.Refused);
        client.RefusalRemedy.ShouldContain("shop");
    }

    [Fact]
    public async Task Only_what_the_Role_allows_is_asked_for()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => client.Connection == ResourceConnection.Connected);

        cluster.Requests.Select(request => request.Split('?')[0].Split('/')[^1]).Distinct().Order()
            .ShouldBe(["daemonsets", "deployments", "events", "ingresses", "jobs", "pods", "replicasets", "services", "statefulsets"]);
    }

    [Fact]
    public async Task A_console_goes_on_after_a_lost_connection_without_a_line_twice()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        // The first answer ends while the container runs on; the second one begins a little before.
        cluster.Log = (request, context) =>
        {
            string[] lines = request == 1 ? ["12:00:00.1Z one", "12:00:00.2Z two"] : ["12:00:00.2Z two", "12:00:00.2Z too", "12:00:00.3Z three"];
            return context.Response.WriteAsync(string.Concat(lines.Select(line => $"2026-11-23T{line}\n")), context.RequestAborted);
        };
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => client.Resources.Length == 2);

        var lines = new List<ConsoleLogLine>();
        await foreach (var batch in client.WatchConsoleLogsAsync("order-1-a", Cancellation))
        {
            lines.AddRange(batch);

            if (lines.Count >= 4)
            {
                break;
            }
        }

        lines.Select(line => (line.Number, line.Text[^5..].Trim())).ShouldBe([(1, "Z one"), (2, "Z two"), (3, "Z too"), (4, "three")]);
        cluster.Requests.First(request => request.Contains("/log")).ShouldContain("tailLines=10000");
        cluster.Requests.Last(request => request.Contains("/log")).ShouldContain("sinceSeconds=");
    }

    [Fact]
    public async Task A_container_that_cannot_start_says_so_in_its_console()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        var pod = With(
            UnreadyPod("order-1-a", "order", new V1ContainerState { Waiting = new() { Reason = "ImagePullBackOff", Message = "Back-off pulling image" } }, "Pending"),
            item => item.Status.ContainerStatuses[0].ContainerID = null);
        cluster.Put("pods", pod);
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => client.Resources.Length == 2);

        await foreach (var batch in client.WatchConsoleLogsAsync("order-1-a", Cancellation))
        {
            var line = batch.ShouldHaveSingleItem();
            line.IsError.ShouldBeTrue();
            line.Text.ShouldEndWith("ImagePullBackOff: Back-off pulling image");
            break;
        }
    }

    [Fact]
    public async Task The_console_of_a_pod_that_is_gone_ends()
    {
        await using var cluster = await FakeApiServer.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var dashboard = await StartAsync(cluster);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(() => client.Resources.Length == 2 && cluster.IsWatched("pods"));
        cluster.Log = async (_, context) =>
        {
            await context.Response.WriteAsync("2026-11-23T12:00:00Z last\n", context.RequestAborted);
            cluster.Delete("pods", "order-1-a");
        };

        var lines = new List<string>();
        await foreach (var batch in client.WatchConsoleLogsAsync("order-1-a", Cancellation))
        {
            lines.AddRange(batch.Select(line => line.Text));
        }

        lines.ShouldBe(["2026-11-23T12:00:00Z last"]);
    }

    [Fact]
    public async Task An_AppHost_and_a_namespace_are_one_source_too_many()
    {
        var invalid = await Should.ThrowAsync<OptionsValidationException>(() => TestDashboard.StartAsync(
            ("Dashboard:Kubernetes:Namespace", "shop"), ("DOTNET_RESOURCE_SERVICE_ENDPOINT_URL", "http://localhost:1")));

        invalid.Message.ShouldContain("DASHBOARD__KUBERNETES__NAMESPACE is 'shop'");
    }

    private static bool IsWatchOfPods(string request) => request.Contains("/pods?") && request.Contains("watch=true");

    private static Task<TestDashboard> StartAsync(FakeApiServer cluster) => TestDashboard.StartAsync(
        builder => builder.Services.AddSingleton(cluster.Client), ("Dashboard:Kubernetes:Namespace", "shop"));

    private async Task UntilAsync(Func<bool> condition)
    {
        // What the server saw is no change of the client's, so that it is looked at again and again.
        while (!condition() && !Cancellation.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        condition().ShouldBeTrue();
    }
}
