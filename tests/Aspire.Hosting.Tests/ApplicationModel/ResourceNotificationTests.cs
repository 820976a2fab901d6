using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ResourceNotificationTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_sees_the_current_state_and_then_every_change()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api");
        await using var application = builder.Build();
        var notifications = application.ResourceNotifications;
        await notifications.PublishUpdateAsync(api.Resource, "api-1", state => state with { State = "Starting" });

        await using var changes = notifications.WatchAsync(CancellationToken).GetAsyncEnumerator(CancellationToken);
        (await changes.MoveNextAsync()).ShouldBeTrue();
        changes.Current.Snapshot.State!.Text.ShouldBe("Starting");

        await notifications.PublishUpdateAsync(api.Resource, "api-1", state => state with { State = "Running" });
        await notifications.PublishUpdateAsync(api.Resource, "api-2", state => state with { State = "Running" });
        await changes.MoveNextAsync();
        changes.Current.Snapshot.State!.Text.ShouldBe("Running");
        await changes.MoveNextAsync();
        changes.Current.ResourceId.ShouldBe("api-2");
    }

    [Fact]
    public async Task Waiting_for_a_state_that_is_reached_ends_at_once()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api");
        await using var application = builder.Build();
        await application.ResourceNotifications.PublishUpdateAsync(api.Resource, state => state with { State = KnownResourceStates.Running });

        (await application.ResourceNotifications.WaitForResourceAsync("API", [KnownResourceStates.Running, KnownResourceStates.Exited], CancellationToken)).ShouldBe(KnownResourceStates.Running);
        (await application.ResourceNotifications.WaitForResourceHealthyAsync("api", CancellationToken)).Resource.ShouldBe(api.Resource);
    }

    [Fact]
    public async Task Waiting_ends_when_the_application_is_disposed()
    {
        var builder = TestAppHost.Running();
        builder.AddService("api");
        var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForResourceHealthyAsync("api", CancellationToken);
        await application.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Console_output_is_kept_for_those_who_come_later_and_ends_when_it_is_complete()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api");
        await using var application = builder.Build();
        var logs = application.Services.GetRequiredService<ResourceLoggerService>();
#pragma warning disable CA1848, CA2254 // What a service writes is text.
        logs.GetLogger(api.Resource).LogInformation("one");
        logs.GetLogger(api.Resource).LogError("two");
#pragma warning restore CA1848, CA2254
        await using var batches = logs.WatchAsync(api.Resource).GetAsyncEnumerator(CancellationToken);
        (await batches.MoveNextAsync()).ShouldBeTrue();

        batches.Current.Select(line => (line.LineNumber, line.IsErrorMessage)).ShouldBe([(1, false), (2, true)]);
        batches.Current[1].Content.ShouldEndWith(" two");

        logs.Complete(api.Resource);
        (await batches.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_that_fails_is_a_result_and_no_exception()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api").WithCommand("reset", "Reset", _ => throw new InvalidOperationException("not now"));
        await using var application = builder.Build();

        var result = await application.ResourceCommands.ExecuteCommandAsync(api.Resource, "reset", CancellationToken);

        result.Success.ShouldBeFalse();
        result.ErrorMessage.ShouldBe("not now");
        (await application.ResourceCommands.ExecuteCommandAsync("api", "other", CancellationToken)).ErrorMessage!.ShouldContain("'reset'");
    }
}
