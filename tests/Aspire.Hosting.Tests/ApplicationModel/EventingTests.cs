using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class EventingTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_are_told_one_after_the_other_and_the_publisher_waits()
    {
        var builder = TestAppHost.Running();
        var told = new List<string>();
        builder.OnBeforeStart(async (_, cancellationToken) =>
        {
            await Task.Delay(1, cancellationToken);
            told.Add("first");
        });
        builder.OnBeforeStart((_, _) =>
        {
            told.Add("second");
            return Task.CompletedTask;
        });
        await using var application = builder.Build();

        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, new DistributedApplicationModel(builder.Resources)), CancellationToken);

        told.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task A_subscription_to_one_resource_hears_nothing_of_others()
    {
        var builder = TestAppHost.Running();
        var told = new List<string>();
        var a = builder.AddService("a");
        var b = builder.AddService("b").OnResourceReady((resource, _, _) =>
        {
            told.Add(resource.Name);
            return Task.CompletedTask;
        });
        await using var application = builder.Build();

        await builder.Eventing.PublishAsync(new ResourceReadyEvent(a.Resource, application.Services), CancellationToken);
        await builder.Eventing.PublishAsync(new ResourceReadyEvent(b.Resource, application.Services), CancellationToken);

        told.ShouldBe(["b"]);
    }

    [Fact]
    public async Task Nobody_is_told_after_unsubscribing()
    {
        var eventing = new DistributedApplicationEventing();
        var told = 0;
        var subscription = eventing.Subscribe<Happened>((_, _) =>
        {
            told++;
            return Task.CompletedTask;
        });

        eventing.Unsubscribe(subscription);
        await eventing.PublishAsync(new Happened(), CancellationToken);

        told.ShouldBe(0);
    }

    [Fact]
    public async Task A_subscriber_s_error_reaches_the_publisher()
    {
        var eventing = new DistributedApplicationEventing();
        eventing.Subscribe<Happened>((_, _) => throw new DistributedApplicationException("no"));

        await Should.ThrowAsync<DistributedApplicationException>(() => eventing.PublishAsync(new Happened(), EventDispatchBehavior.BlockingConcurrent, CancellationToken));
    }

    private sealed class Happened : IDistributedApplicationEvent;
}
