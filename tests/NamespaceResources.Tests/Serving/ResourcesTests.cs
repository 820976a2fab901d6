using k8s.Models;
using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Serving;

/// <summary>What a dashboard is told of the namespace, and how it goes on.</summary>
public sealed class ResourcesTests
{
    [Fact]
    public async Task What_is_there_comes_first_and_then_what_changes()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("deployments", Deployment("order"));
        cluster.Put("replicasets", ReplicaSet("order", 1, "1.0"));
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);

        await watched.UntilAsync(resources => resources.Count == 2);
        await WaitFor.Async(() => cluster.IsWatched("pods"));
        cluster.Put("pods", Pod("order-1-b", "order"));
        await watched.UntilAsync(resources => resources.ContainsKey("order-1-b"));
        cluster.Put("pods", UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "CrashLoopBackOff" } }));
        await watched.UntilAsync(resources => resources["order-1-a"].State == "CrashLoopBackOff");
        cluster.Delete("pods", "order-1-a");
        await watched.UntilAsync(resources => !resources.ContainsKey("order-1-a"));

        watched.Kinds.First().ShouldBe(WatchResourcesUpdate.KindOneofCase.InitialData);
        watched.Kinds.Skip(1).ShouldAllBe(kind => kind == WatchResourcesUpdate.KindOneofCase.Changes);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_told_again()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"), Pod("mail-1-a", "mail"));
        await using var service = await RunningService.StartAsync(cluster);
        using var call = service.Client.WatchResources(new(), RunningService.Call());
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
        await WaitFor.Async(() => cluster.IsWatched("pods"));

        cluster.Put("pods", With(Pod("order-1-a", "order"), pod => pod.Status.PodIP = "10.0.0.8"));

        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
        call.ResponseStream.Current.Changes.Value.ShouldHaveSingleItem().Upsert.Name.ShouldBe("order-1-a");
    }

    [Fact]
    public async Task The_application_has_the_name_of_the_namespace_or_the_one_it_is_given()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        await using var named = await RunningService.StartAsync(cluster, "--Resources:ApplicationName=Shop");
        using (var watched = new WatchedResources(service))
        {
            await watched.UntilAsync(_ => watched.Kinds.Count > 0);
        }

        (await service.Client.GetApplicationInformationAsync(new(), RunningService.Call())).ShouldBe(new ApplicationInformationResponse { ApplicationName = "shop" });
        (await named.Client.GetApplicationInformationAsync(new(), RunningService.Call())).ApplicationName.ShouldBe("Shop");
    }

    [Fact]
    public async Task A_watch_that_ends_is_taken_up_again_where_it_was()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);
        await WaitFor.Async(() => cluster.IsWatched("pods"));
        cluster.Put("pods", Pod("order-1-a", "order"));
        await watched.UntilAsync(resources => resources.ContainsKey("order-1-a"));

        cluster.EndWatches("pods");
        await WaitFor.Async(() => cluster.Requests.Count(IsWatchOfPods) > 1 && cluster.IsWatched("pods"));

        cluster.Requests.Count(request => request.Contains("/pods?") && !request.Contains("watch=true")).ShouldBeLessThanOrEqualTo(1, "the list is known");
        cluster.Requests.Last(IsWatchOfPods).ShouldContain("resourceVersion=11");
        cluster.Put("pods", Pod("order-1-b", "order"));
        await watched.UntilAsync(resources => resources.ContainsKey("order-1-b"));
    }

    [Fact]
    public async Task A_version_that_the_server_has_forgotten_is_listed_anew()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(resources => resources.Count == 2);
        await WaitFor.Async(() => cluster.IsWatched("pods"));

        cluster.PutUnheard("pods", Pod("order-1-b", "order"));
        cluster.EndWatches("pods", """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","message":"too old resource version","code":410}}""");

        await watched.UntilAsync(resources => resources.ContainsKey("order-1-b"));
    }

    [Fact]
    public async Task An_API_server_that_goes_away_and_comes_back_is_followed_on()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(resources => resources.Count == 2);
        await WaitFor.Async(() => cluster.IsWatched("pods"));

        await cluster.GoAsync();
        cluster.PutUnheard("pods", Pod("order-1-b", "order"));
        await cluster.ComeAsync();
        await WaitFor.Async(() => cluster.IsWatched("pods"));
        cluster.Put("pods", Pod("order-1-c", "order"));

        await watched.UntilAsync(resources => resources.ContainsKey("order-1-a") && resources.ContainsKey("order-1-c"));
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_yet_is_waited_for_while_the_dashboard_shows_an_empty_page()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await cluster.GoAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);

        (await watched.UntilAsync(_ => watched.Kinds.Count > 0)).ShouldBeEmpty();
        await cluster.ComeAsync();

        await watched.UntilAsync(resources => resources.Count == 2);
    }

    [Fact]
    public async Task A_kind_that_the_Role_does_not_allow_is_missing_and_the_others_are_there()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Refused["ingresses"] = true;
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);

        await watched.UntilAsync(resources => resources.Count == 2);
    }

    [Fact]
    public async Task No_Secret_and_no_ConfigMap_is_asked_for()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(_ => watched.Kinds.Count > 0);

        cluster.Requests.Select(request => request.Split('?')[0].Split('/')[^1]).Distinct().Order().ShouldBe(
        [
            "controllerrevisions", "daemonsets", "deployments", "events", "gateways", "httproutes", "ingresses", "jobs", "persistentvolumeclaims", "pods", "replicasets", "services", "statefulsets",
        ]);
    }

    private static bool IsWatchOfPods(string request) => request.Contains("/pods?") && request.Contains("watch=true");
}
