using Google.Protobuf.WellKnownTypes;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>A restart is seen wherever one looks for its effect.</summary>
public sealed class RestartMarksSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_restart_marks_a_line_across_logs_consoles_traces_and_charts()
    {
        var now = DateTimeOffset.UtcNow;
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await dashboard.Traffic.LogAsync("order", "before", now.AddSeconds(-90));
        await dashboard.Traffic.LogAsync("order", "after", now.AddSeconds(-10));
        await dashboard.Traffic.PlaceOrderAsync(at: now.AddSeconds(-80));
        await dashboard.Traffic.PlaceOrderAsync(at: now.AddSeconds(-5));
        await dashboard.Traffic.MeasureAsync("order", new string('a', 32), OtlpTraffic.NewSpanId());
        appHost.Write("order-a1", $"{now.AddSeconds(-90):O} the old one", $"{now.AddSeconds(-20):O} the new one");
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/structuredlogs");
        await Expect(tab.Page.GetByText("4 records")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("order restarted")).ToHaveCountAsync(0);

        var restarted = AppHostStandIn.Project("order-a1", "order", "orderdb", "auth");
        restarted.StartedAt = Timestamp.FromDateTimeOffset(now.AddSeconds(-30));
        appHost.Upsert(restarted);

        // The list that is open marks it at once, at the first record after it.
        await Expect(tab.Rows.Filter(new() { HasText = "order restarted" })).ToContainTextAsync("after");
        await tab.GoToAsync("/traces");
        await Expect(tab.Rows.Filter(new() { HasText = "order restarted" })).ToHaveCountAsync(1);
        await Expect(tab.Rows.First).ToContainTextAsync("order restarted");
        await tab.GoToAsync("/traces?order=oldest");
        await Expect(tab.Rows.First).ToContainTextAsync("order restarted");
        await tab.GoToAsync("/consolelogs/resource/order");
        await Expect(tab.Page.Locator(".console .line.restarted")).ToContainTextAsync("the new one");
        await tab.GoToAsync("/metrics/resource/order");
        await Expect(tab.Page.Locator(".plot .annotation-text").Filter(new() { HasText = "order restarted" })).ToBeVisibleAsync();

        // Of another service there is nothing to be seen.
        await tab.GoToAsync("/structuredlogs/resource/auth");
        await Expect(tab.Page.GetByText("order restarted")).ToHaveCountAsync(0);
        tab.Faults.ShouldBeEmpty();
    }
}
