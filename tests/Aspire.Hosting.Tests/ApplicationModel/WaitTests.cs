using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class WaitTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_an_error_that_names_the_cycle()
    {
        var builder = TestAppHost.Publishing("--step", "publish-manifest");
        var a = builder.AddService("a");
        var b = builder.AddService("b").WaitFor(a);
        var c = builder.AddService("c").WaitForStart(b);
        a.WaitFor(c);
        await using var application = builder.Build();

        Should.Throw<DistributedApplicationException>(() => ModelValidation.Validate(new DistributedApplicationModel(builder.Resources)))
            .Message.ShouldContain("'a' → 'c' → 'b' → 'a'");
    }

    [Fact]
    public void A_resource_cannot_wait_for_itself()
    {
        var a = TestAppHost.Running().AddService("a");

        Should.Throw<DistributedApplicationException>(() => a.WaitFor(a)).Message.ShouldContain("'a'");
    }

    [Fact]
    public async Task A_dependency_is_waited_for_until_it_is_healthy()
    {
        var builder = TestAppHost.Running();
        var db = builder.AddContainer("db", "db");
        var api = builder.AddService("api").WaitFor(db);
        await using var application = builder.Build();
        var notifications = application.ResourceNotifications;

        var waiting = notifications.WaitForDependenciesAsync(api.Resource, CancellationToken);
        await notifications.PublishUpdateAsync(db.Resource, state => Running(state) with { HealthReports = [new("check", HealthStatus.Unhealthy, null, null)] });
        waiting.IsCompleted.ShouldBeFalse();

        await notifications.PublishUpdateAsync(db.Resource, state => state with { HealthReports = [new("check", HealthStatus.Healthy, null, null)] });
        await waiting;
    }

    [Fact]
    public async Task With_StopOnResourceUnavailable_a_failed_dependency_ends_the_wait_with_an_error()
    {
        var builder = TestAppHost.Running();
        var db = builder.AddContainer("db", "db");
        var never = builder.AddContainer("never", "never");
        var api = builder.AddService("api").WaitFor(never).WaitFor(db, WaitBehavior.StopOnResourceUnavailable);
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(api.Resource, CancellationToken);
        await application.ResourceNotifications.PublishUpdateAsync(db.Resource, state => state with { State = KnownResourceStates.Exited, ExitCode = 3 });

        var message = (await Should.ThrowAsync<DistributedApplicationException>(() => waiting)).Message;
        message.ShouldContain("'api'");
        message.ShouldContain("'db'");
        message.ShouldContain("exit code 3");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Completion_means_the_expected_exit_code(int exitCode, bool succeeds)
    {
        var builder = TestAppHost.Running();
        var migration = builder.AddExecutable("migration", "true", ".");
        var api = builder.AddService("api").WaitForCompletion(migration);
        await using var application = builder.Build();

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(api.Resource, CancellationToken);
        await application.ResourceNotifications.PublishUpdateAsync(migration.Resource, Running);
        waiting.IsCompleted.ShouldBeFalse();
        await application.ResourceNotifications.PublishUpdateAsync(migration.Resource, state => state with { State = KnownResourceStates.Finished, ExitCode = exitCode });

        if (succeeds)
        {
            await waiting;
        }
        else
        {
            await Should.ThrowAsync<DistributedApplicationException>(() => waiting);
        }
    }

    [Fact]
    public async Task The_wait_ends_when_it_is_cancelled()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api").WaitFor(builder.AddContainer("db", "db"));
        await using var application = builder.Build();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);

        var waiting = application.ResourceNotifications.WaitForDependenciesAsync(api.Resource, cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Parameters_are_not_waited_for()
    {
        var builder = TestAppHost.Running();
        var api = builder.AddService("api").WaitFor(builder.AddParameter("p"));
        await using var application = builder.Build();

        await application.ResourceNotifications.WaitForDependenciesAsync(api.Resource, CancellationToken);
    }

    private static CustomResourceSnapshot Running(CustomResourceSnapshot state) => state with { State = KnownResourceStates.Running };
}
