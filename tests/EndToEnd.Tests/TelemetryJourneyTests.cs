using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tests.Browsing;

namespace EndToEnd.Tests;

/// <summary>What Aspire's dashboard shows of a journey through the shop.</summary>
[Collection(nameof(RunningApplication))]
public sealed partial class TelemetryJourneyTests(RunningApplication application, Chromium chromium)
{
    // The first to open the dashboard waits until its pages are compiled.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Placing_an_order_is_one_trace_through_the_entrance_and_every_service_with_its_logs()
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
        await page.Locator("table.trace-view-grid").WaitForAsync();

        // From the outside inwards, each below the one that called it.
        var checkout = await DepthAsync(page, "POST /checkout", "gateway");
        var passedOn = await DepthAsync(page, "POST /checkout", "frontend");
        var ordering = await DepthAsync(page, "POST /orders", "order");
        var placing = await DepthAsync(page, "place order", "order");
        new[] { checkout, passedOn, ordering, placing }.ShouldBeInOrder(SortDirection.Ascending);
        new[] { checkout, passedOn, ordering, placing }.ShouldBeUnique();
        await DepthAsync(page, "POST /auth/register", "gateway");
        await DepthAsync(page, "POST", "auth");

        await page.GotoAsync($"/structuredlogs?traceId={trace}");
        await Assertions.Expect(page.GetByText("has been placed: 1 items for 24").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_way_in_and_the_databases_are_told_by_their_names()
    {
        await using var developer = await chromium.OpenAsync(application.DashboardPage("/"));
        var page = developer.Page;
        await page.GotoAsync("");

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Shop" })).ToHaveAttributeAsync("href", AddressOfGateway());
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "API reference" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("^SQLite: orderdb Running") })).ToBeVisibleAsync();
    }

    private Regex AddressOfGateway() => new($"^{Regex.Escape(application.Gateway.ToString().TrimEnd('/'))}/?$");

    /// <summary>How deep in the trace a span is that a resource made.</summary>
    private static async Task<int> DepthAsync(IPage page, string span, string resource)
    {
        var row = page.GetByRole(AriaRole.Row)
            .Filter(new() { Has = page.Locator(".span-name-container", new() { HasText = span }) })
            .Filter(new() { Has = page.Locator(".resource-name", new() { HasTextRegex = new($"^\\s*{resource}(-|\\s*$)") }) })
            .First;

        // What is typed before the page is connected to its server is lost: then it is typed again.
        var began = Stopwatch.GetTimestamp();
        for (var isShown = false; !isShown;)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, $"no span '{span}' of '{resource}'");
            await page.GetByRole(AriaRole.Searchbox).FillAsync("");
            await page.GetByRole(AriaRole.Searchbox).FillAsync(span);
            isShown = await IsShownAsync(row);
        }

        var style = await row.Locator(".main-grid-expand-container").GetAttributeAsync("style");
        return int.Parse(Margin().Match(style!).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<bool> IsShownAsync(ILocator row)
    {
        try
        {
            await row.WaitForAsync(new() { Timeout = 10_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"margin-left:\s*(\d+)px")]
    private static partial Regex Margin();
}
