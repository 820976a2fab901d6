using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class MetricsPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_histogram_is_drawn_in_percentiles_with_exemplars_that_open_their_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var traceId = await dashboard.Traffic.PlaceOrderAsync();
        await dashboard.Traffic.MeasureAsync("order", traceId, OtlpTraffic.NewSpanId());
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/metrics");

        // The first resource and its most telling instrument are chosen.
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "http.server.request.duration" })).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".plot .js-line")).Not.ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".legendtext").Filter(new() { HasText = "P99" })).ToBeVisibleAsync();

        await tab.Page.Locator("summary").Filter(new() { HasText = "Exemplars" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = traceId[..7] }).First.ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex($"/traces/detail/{traceId}"));
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Dimensions_restrict_and_split_and_a_table_shows_the_values()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.MeasureAsync("order", new string('a', 32), OtlpTraffic.NewSpanId());
        await using var tab = await chromium.OpenAsync(
            dashboard.Url, "/metrics/resource/order/meter/Microsoft.AspNetCore.Hosting/instrument/http.server.request.duration?view=count");

        await tab.Page.GetByText("http.route: all").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Only /orders" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("dimensions=http.route"));
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Table" }).ClickAsync();
        var table = tab.Page.GetByRole(AriaRole.Table, new() { Name = "Values" });
        await Expect(table).ToBeVisibleAsync();
        await tab.GoToAsync("/metrics/resource/order/meter/Microsoft.AspNetCore.Hosting/instrument/http.server.request.duration?view=count&show=table&split=http.route");
        await Expect(table.GetByRole(AriaRole.Columnheader, new() { Name = "/products" })).ToBeVisibleAsync();
        tab.Faults.ShouldBeEmpty();
    }
}
