using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class StructuredLogsPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task Records_are_filtered_by_level_text_resource_and_attribute()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.LogAsync("auth", "Information", "Signed in", ("user", "ada"));
        await dashboard.Traffic.LogAsync("auth", "Warning", "Key is old", ("user", "bob"));
        await dashboard.Traffic.LogAsync("order", "Error", "Payment refused", ("user", "ada"));
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/structuredlogs");
        await Expect(tab.Rows).ToHaveCountAsync(3);
        await Expect(tab.Rows.First).ToContainTextAsync("Payment refused");

        await tab.GoToAsync("/structuredlogs?logLevel=warning");
        await Expect(tab.Rows).ToHaveCountAsync(2);
        await tab.GoToAsync("/structuredlogs/resource/auth");
        await Expect(tab.Rows).ToHaveCountAsync(2);
        await tab.GoToAsync("/structuredlogs?filters=user:equals:ada");
        await Expect(tab.Rows).ToHaveCountAsync(2);
        await tab.Page.GetByPlaceholder("Search the messages").FillAsync("refused");
        await Expect(tab.Rows).ToHaveCountAsync(1);
        await Expect(tab.Page).ToHaveURLAsync(new Regex("q=refused"));
    }

    [Fact]
    public async Task A_record_leads_to_its_trace()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var traceId = await dashboard.Traffic.PlaceOrderAsync(fails: true);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/structuredlogs");

        await tab.Rows.First.ClickAsync();
        var details = tab.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
        await Expect(details).ToContainTextAsync("OrderId");
        await details.GetByRole(AriaRole.Link, new() { Name = traceId }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex($"/traces/detail/{traceId}\\?spanId="));
        await Expect(tab.Page.Locator(".wf-row.selected")).ToContainTextAsync("POST /orders");
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_count_as_unread_until_somebody_looks()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        await dashboard.Traffic.LogAsync("order", "Error", "One");
        await dashboard.Traffic.LogAsync("order", "Error", "Two");
        var link = tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^.*Structured") });
        await Expect(link).ToContainTextAsync("2 unread errors");

        await link.ClickAsync();
        await Expect(tab.Rows).ToHaveCountAsync(2);
        await Expect(link).Not.ToContainTextAsync("unread");
    }

    [Fact]
    public async Task A_list_that_is_being_read_stands_still_and_offers_the_way_back()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        for (var i = 1; i <= 80; i++)
        {
            await dashboard.Traffic.LogAsync("order", "Information", $"Entry {i}");
        }

        await using var tab = await chromium.OpenAsync(dashboard.Url, "/structuredlogs");
        await Expect(tab.Page.GetByText("80 records")).ToBeVisibleAsync();
        await tab.Page.Locator(".live-table").EvaluateAsync("list => list.scrollTop = 1200");
        await Expect(tab.Page.GetByText("Entry 40", new() { Exact = true })).ToBeInViewportAsync();

        await dashboard.Traffic.LogAsync("order", "Information", "The newest");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "1 new" }).ClickAsync();
        await Expect(tab.Page.GetByText("The newest")).ToBeInViewportAsync();
    }
}
