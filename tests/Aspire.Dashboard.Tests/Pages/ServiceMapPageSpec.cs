using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class ServiceMapPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task Services_and_peers_are_joined_by_the_calls_between_them()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/map");
        await Expect(tab.Page.GetByText("No calls yet")).ToBeVisibleAsync();

        await dashboard.Traffic.PlaceOrderAsync();
        await dashboard.Traffic.PlaceOrderAsync(fails: true);
        await Expect(tab.Page.Locator("g.node")).ToHaveCountAsync(4);
        await Expect(tab.Page.Locator("g.node.peer")).ToContainTextAsync("orderdb");
        await Expect(tab.Page.Locator("g.edge.bad text.errors")).ToContainTextAsync("50 % errors");

        await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^order\\b") }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" })).ToContainTextAsync("gateway");

        await tab.GoToAsync("/map?view=table");
        await Expect(tab.Page.GetByRole(AriaRole.Table, new() { Name = "Calls" })).ToContainTextAsync("gateway");
        tab.Faults.ShouldBeEmpty();
    }
}
