using System.Diagnostics;
using Microsoft.Playwright;
using Tests.Browsing;

namespace EndToEnd.Tests;

/// <summary>What the dashboard shows of a journey through the shop.</summary>
[Collection(nameof(RunningApplication))]
public sealed class TelemetryJourneyTests(RunningApplication application, Chromium chromium)
{
    [Fact]
    public async Task Placing_an_order_is_one_waterfall_through_every_service_and_database_with_its_logs()
    {
        var trace = ActivityTraceId.CreateRandom();
        await using var customer = await chromium.OpenAsync(application.Gateway);
        await customer.AddAsync("Kaj mug");

        // Somebody who is not logged in yet presses "Check out"; all that follows is one trace, which the browser begins.
        await customer.Page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["traceparent"] = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" });
        await customer.RegisterAsync();
        await customer.PlaceOrderAsync();

        await using var developer = await chromium.OpenAsync(application.DashboardPage($"/traces/detail/{trace}"));
        var page = developer.Page;
        await page.GotoAsync("");

        // The first to open the dashboard waits until its pages are compiled.
        var legend = page.Locator(".legend");
        await legend.WaitForAsync(new() { Timeout = 60_000 });
        foreach (var name in new[] { "gateway", "frontend", "auth", "order", "frontenddb", "authdb", "orderdb" })
        {
            await Assertions.Expect(legend.GetByText(name, new() { Exact = true })).ToBeVisibleAsync();
        }

        // From the outside inwards, each below the one that called it.
        await page.GetByPlaceholder("Find a span").FillAsync("place order");
        var placing = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "order place order" });
        var checkout = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "gateway POST /checkout" });
        (await LevelAsync(placing)).ShouldBeGreaterThan(await LevelAsync(checkout) + 3);

        await page.GetByRole(AriaRole.Button, new() { Name = "Logs" }).ClickAsync();
        await Assertions.Expect(page.GetByText("has been placed: 1 items for 24")).ToBeVisibleAsync();
        developer.Complaints.ShouldBeEmpty();
    }

    private static async Task<int> LevelAsync(ILocator row) =>
        int.Parse((await row.First.GetAttributeAsync("aria-level"))!, System.Globalization.CultureInfo.InvariantCulture);
}
