using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class TelemetryFeedSpec
{
    [Fact]
    public async Task A_flood_of_changes_is_one_change_in_each_interval()
    {
        var time = new FakeTimeProvider();
        await using var dashboard = await TestDashboard.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time));
        using var stop = new CancellationTokenSource();
        await using var watch = dashboard.Get<ITelemetryFeed>()
            .WatchAsync(TelemetryKind.Traces | TelemetryKind.Logs, TimeSpan.FromSeconds(1), stop.Token).GetAsyncEnumerator(stop.Token);

        var first = watch.MoveNextAsync();
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));
        (await first).ShouldBeTrue();
        watch.Current.ShouldBe(TelemetryKind.Traces);

        var second = watch.MoveNextAsync();

        for (var i = 2; i < 20; i++)
        {
            await dashboard.SendAsync(Sample.Traces("a", Sample.Span(i, i)));
        }

        await dashboard.SendAsync(Sample.Logs("a", Sample.Log("x")));
        second.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await second).ShouldBeTrue();
        watch.Current.ShouldBe(TelemetryKind.Traces | TelemetryKind.Logs);

        var last = watch.MoveNextAsync();
        await stop.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        (await last).ShouldBeFalse();
    }
}
