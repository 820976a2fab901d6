using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;

namespace NamespaceResources.Tests.Serving;

/// <summary>What the person in front of the dashboard is told above its pages.</summary>
public sealed class NoticesTests
{
    [Fact]
    public async Task While_all_is_well_the_dashboard_is_kept_waiting_and_told_nothing()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var call = service.Client.WatchInteractions(RunningService.Call());
        await call.ResponseHeadersAsync;

        var next = call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new() { InteractionId = 7, Complete = new() }, TestContext.Current.CancellationToken);
        using (var watched = new WatchedResources(service))
        {
            await watched.UntilAsync(_ => watched.Kinds.Count > 0);
        }

        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_right_that_is_missing_is_told_with_the_remedy()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Refused["ingresses"] = true;
        await using var service = await RunningService.StartAsync(cluster);
        using var call = service.Client.WatchInteractions(RunningService.Call());

        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();

        call.ResponseStream.Current.Notification.Intent.ShouldBe(MessageIntent.Warning);
        call.ResponseStream.Current.Message.ShouldBe(
            "Something is missing here: 'system:serviceaccount:shop:dashboard' may not list ingresses in namespace 'shop'. "
            + "Ask whoever runs the cluster for a role with verb 'list' on resource 'ingresses' in API group ''.");
    }

    [Fact]
    public async Task A_cluster_that_is_away_for_long_is_told_until_it_is_back()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var call = service.Client.WatchInteractions(RunningService.Call());
        await WaitFor.Async(() => cluster.IsWatched("pods"));

        await cluster.GoAsync();
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var told = call.ResponseStream.Current;
        await cluster.ComeAsync();
        (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken)).ShouldBeTrue();

        told.Message.ShouldContain("cannot be reached: nothing listens there.");
        (call.ResponseStream.Current.InteractionId, call.ResponseStream.Current.KindCase).ShouldBe((told.InteractionId, WatchInteractionsResponseUpdate.KindOneofCase.Complete));
    }
}
