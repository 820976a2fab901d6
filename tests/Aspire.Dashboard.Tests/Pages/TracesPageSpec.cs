using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class TracesPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_trace_appears_by_itself_and_opens_as_a_waterfall()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        await Expect(tab.Page.GetByText("No traces yet")).ToBeVisibleAsync();

        var traceId = await dashboard.Traffic.PlaceOrderAsync();
        await Expect(tab.Rows).ToHaveCountAsync(1);
        await Expect(tab.Rows.First).ToContainTextAsync("gateway: POST /checkout");
        await Expect(tab.Rows.First).ToContainTextAsync("40 ms");
        await tab.Rows.First.ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Regex($"/traces/detail/{traceId}"));
        var spans = tab.Page.Locator(".wf-row[data-row]");
        await Expect(spans).ToHaveCountAsync(5);
        await Expect(spans.Nth(2)).ToHaveAttributeAsync("aria-level", "3");
        // The database sends nothing itself and is named all the same.
        await Expect(spans.Filter(new() { HasText = "INSERT orders" })).ToContainTextAsync("orderdb");
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_spans_details_show_its_error_events_and_logs()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var traceId = await dashboard.Traffic.PlaceOrderAsync(fails: true);
        await using var tab = await chromium.OpenAsync(dashboard.Url, $"/traces/detail/{traceId}");

        await tab.Page.Locator(".wf-row[data-row]").Filter(new() { HasText = "POST /orders" }).ClickAsync();
        var details = tab.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
        await Expect(details).ToContainTextAsync("Error: Payment refused");
        await Expect(details).ToContainTextAsync("exception.message");
        await Expect(details).ToContainTextAsync("Order was not placed");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("spanId=[0-9a-f]{16}"));

        await tab.Page.Keyboard.PressAsync("Escape");
        await Expect(details).Not.ToBeVisibleAsync();
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_are_part_of_the_address()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.PlaceOrderAsync();
        await dashboard.Traffic.PlaceOrderAsync(fails: true);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        await Expect(tab.Rows).ToHaveCountAsync(2);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Errors" }).ClickAsync();
        await Expect(tab.Rows).ToHaveCountAsync(1);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add filter" }).ClickAsync();
        await tab.Page.GetByLabel("Field").FillAsync("http.route");
        await tab.Page.GetByLabel("Value").FillAsync("/keys");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "http.route = /keys", Exact = true })).ToBeVisibleAsync();
        await Expect(tab.Rows).ToHaveCountAsync(1);

        await using var colleague = await chromium.OpenAsync(dashboard.Url, new Uri(tab.Page.Url).PathAndQuery);
        await Expect(colleague.Rows).ToHaveCountAsync(1);
        await Expect(colleague.Page.GetByRole(AriaRole.Button, new() { Name = "http.route = /keys", Exact = true })).ToBeVisibleAsync();

        await colleague.GoToAsync("/traces?filters=http.route:equals:%252Fnowhere");
        await Expect(colleague.Page.GetByText("No trace matches")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_paused_list_stands_still_until_it_goes_on()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.PlaceOrderAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        await Expect(tab.Rows).ToHaveCountAsync(1);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(tab.Page.GetByText("Paused at")).ToBeVisibleAsync();
        await dashboard.Traffic.PlaceOrderAsync();
        await using var other = await chromium.OpenAsync(dashboard.Url, "/traces");
        await Expect(other.Rows).ToHaveCountAsync(2);
        await Expect(tab.Rows).ToHaveCountAsync(1);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(tab.Rows).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_a_span()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.PlaceOrderAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/structuredlogs");

        await tab.Page.Keyboard.PressAsync("t");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Traces", Level = 1 })).ToBeVisibleAsync();
        await Expect(tab.Rows).ToHaveCountAsync(1);
        await tab.Rows.First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        var spans = tab.Page.Locator(".wf-row[data-row]");
        await Expect(spans).ToHaveCountAsync(5);
        await spans.First.FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowDown");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(spans.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
    }

    [Fact]
    public async Task The_details_are_given_more_room_or_another_place_by_keys_that_are_remembered()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var traceId = await dashboard.Traffic.PlaceOrderAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, $"/traces/detail/{traceId}");
        await tab.Page.Locator(".wf-row[data-row]").First.ClickAsync();
        var divider = tab.Page.GetByRole(AriaRole.Separator);
        await Expect(divider).ToHaveAttributeAsync("aria-valuenow", "38");

        await tab.Page.Keyboard.PressAsync("+");
        await Expect(divider).ToHaveAttributeAsync("aria-valuenow", "42");
        await tab.Page.Keyboard.PressAsync("-");
        await tab.Page.Keyboard.PressAsync("-");
        await Expect(divider).ToHaveAttributeAsync("aria-valuenow", "34");
        await tab.Page.Keyboard.PressAsync("Shift+R");
        await Expect(divider).ToHaveAttributeAsync("aria-valuenow", "38");
        await tab.Page.Keyboard.PressAsync("Shift+T");
        await Expect(divider).ToHaveAttributeAsync("aria-orientation", "horizontal");

        await tab.Page.ReloadAsync();
        await Expect(divider).ToHaveAttributeAsync("aria-orientation", "horizontal");
        var (list, details) = (await tab.Page.Locator(".page-main").BoundingBoxAsync(), await tab.Page.Locator(".pane").BoundingBoxAsync());
        details!.Y.ShouldBeGreaterThanOrEqualTo(list!.Y + list.Height - 3);
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trace_that_is_gone_is_said_to_be_gone()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces/detail/0123456789abcdef0123456789abcdef");
        await Expect(tab.Page.GetByText("This trace is not here")).ToBeVisibleAsync();
    }
}
