using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServiceDefaults.Shutdown;

namespace ServiceDefaults.Tests;

public sealed class ShutdownTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SIGTERM_turns_the_replica_unready_while_it_still_serves()
    {
        var time = new FakeTimeProvider();
        await using var service = await StartAsync(time, "00:00:05");

        Signal(service, PosixSignal.SIGTERM).Cancel.ShouldBeTrue();

        (await service.Client.GetAsync("/health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Client.GetAsync("/alive", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Client.GetStringAsync("/work", Cancellation)).ShouldBe("done");
        IsStopping(service).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_keeps_its_connection_is_told_to_take_another_before_the_replica_is_gone()
    {
        await using var service = await StartAsync(new FakeTimeProvider(), "00:00:05");
        using var before = await service.Client.GetAsync("/work", Cancellation);

        Signal(service, PosixSignal.SIGTERM);
        using var after = await service.Client.GetAsync("/work", Cancellation);

        before.Headers.ConnectionClose.ShouldBeNull();
        after.Headers.ConnectionClose.ShouldBe(true);
        (await after.Content.ReadAsStringAsync(Cancellation)).ShouldBe("done");
    }

    [Fact]
    public async Task Draining_is_told_once_and_is_no_error()
    {
        await using var service = await StartAsync(new FakeTimeProvider(), "00:00:05");

        Signal(service, PosixSignal.SIGTERM);
        await service.Client.GetAsync("/health", Cancellation);
        await service.Client.GetAsync("/health", Cancellation);

        service.Logs.Lines.Count(line => line.Contains("unready", StringComparison.Ordinal)).ShouldBe(1);
        service.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_replica_stops_when_the_drain_delay_is_over()
    {
        var time = new FakeTimeProvider();
        await using var service = await StartAsync(time, "00:00:05");
        Signal(service, PosixSignal.SIGTERM);

        time.Advance(TimeSpan.FromSeconds(4.9));
        IsStopping(service).ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(0.1));
        await service.App.WaitForShutdownAsync(Cancellation);
        IsStopping(service).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_signal_skips_the_delay()
    {
        await using var service = await StartAsync(new FakeTimeProvider(), "00:00:05");
        Signal(service, PosixSignal.SIGTERM);

        Signal(service, PosixSignal.SIGTERM);

        IsStopping(service).ShouldBeTrue();
    }

    [Fact]
    public async Task Ctrl_C_skips_the_delay()
    {
        await using var service = await StartAsync(new FakeTimeProvider(), "00:00:05");

        Signal(service, PosixSignal.SIGINT);

        IsStopping(service).ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_in_flight_is_finished_before_the_replica_is_gone()
    {
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        await using var service = await RunningService.StartAsync(map: app => app.MapGet("/slow", async () =>
        {
            started.SetResult();
            await finish.Task;
            return "done";
        }));
        var response = service.Client.GetStringAsync("/slow", Cancellation);
        await started.Task;

        Signal(service, PosixSignal.SIGTERM);
        var stopped = service.App.WaitForShutdownAsync(Cancellation);
        finish.SetResult();

        (await response).ShouldBe("done");
        await stopped;
    }

    [Theory]
    [InlineData("Development", 0)]
    [InlineData("Production", 5)]
    public async Task The_drain_delay_is_short_where_nobody_balances_load(string environment, int seconds)
    {
        await using var service = await RunningService.StartAsync(environment: environment);

        service.App.Services.GetRequiredService<IOptions<ShutdownOptions>>().Value.DrainDelay.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("Shutdown:DrainDelay", "-00:00:01")]
    [InlineData("Shutdown:DrainDelay", "00:01:01")]
    [InlineData("Shutdown:Timeout", "00:00:00")]
    public async Task An_impossible_delay_is_refused_at_start_by_name(string key, string value)
    {
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() => RunningService.StartAsync(settings: (key, value)));

        refusal.Message.ShouldContain(key);
    }

    private static Task<RunningService> StartAsync(TimeProvider time, string drainDelay) => RunningService.StartAsync(
        builder => builder.Services.AddSingleton(time),
        app => app.MapGet("/work", () => "done"),
        settings: ("Shutdown:DrainDelay", drainDelay));

    private static PosixSignalContext Signal(RunningService service, PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);
        service.App.Services.GetRequiredService<IHostLifetime>().ShouldBeOfType<DrainingLifetime>().OnSignal(context);
        return context;
    }

    private static bool IsStopping(RunningService service) => service.App.Lifetime.ApplicationStopping.IsCancellationRequested;
}
