using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>A session on its way to a colleague, and a dashboard that goes away and comes back.</summary>
public sealed class SessionSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_session_is_exported_and_looked_at_in_another_dashboard()
    {
        await using var mine = await RunningDashboard.StartAsync();
        var traceId = await mine.Traffic.PlaceOrderAsync(fails: true);
        await using var tab = await chromium.OpenAsync(mine.Url, "/traces");
        await tab.Page.Keyboard.PressAsync("Shift+S");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".zip");

        await using var colleagues = await RunningDashboard.StartAsync();
        await using var other = await chromium.OpenAsync(colleagues.Url, "/traces");
        await Expect(other.Page.GetByText("No traces yet")).ToBeVisibleAsync();
        await other.Page.Keyboard.PressAsync("Shift+S");
        await other.Page.GetByLabel("Import a session").SetInputFilesAsync(await download.PathAsync());
        await Expect(other.Page.GetByText("5 spans")).ToBeVisibleAsync();

        await other.GoToAsync($"/traces/detail/{traceId}");
        await Expect(other.Page.Locator(".wf-row[data-row]")).ToHaveCountAsync(5);
        await Expect(other.Page.GetByRole(AriaRole.Button, new() { Name = "Logs 1" })).ToBeVisibleAsync();
        tab.Faults.Concat(other.Faults).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_session_is_refused_with_the_reason()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        await tab.Page.Keyboard.PressAsync("Shift+S");
        // Once the server has answered a click, the file's field is connected with it, too.
        var theme = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Light" });
        await theme.ClickAsync();
        await Expect(theme).ToHaveAttributeAsync("aria-pressed", "true");
        await tab.Page.GetByLabel("Import a session").SetInputFilesAsync(new FilePayload { Name = "holiday.json", MimeType = "application/json", Buffer = "no telemetry"u8.ToArray() });

        await Expect(tab.Page.Locator("fluent-dialog .error-text, dialog .error-text")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_dashboard_that_goes_away_says_so_and_comes_back_by_itself()
    {
        var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Traffic.PlaceOrderAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces?status=error");
        await Expect(tab.Page.GetByText("No trace matches")).ToBeVisibleAsync();
        var port = dashboard.Url.Port;

        await dashboard.DisposeAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = "The dashboard is not answering" });
        await Expect(dialog).ToBeVisibleAsync();

        await using var again = await RunningDashboard.StartAsync(port: port);
        await again.Traffic.PlaceOrderAsync(fails: true);
        await Expect(dialog).Not.ToBeVisibleAsync();

        // At the place where one was.
        await Expect(tab.Rows).ToHaveCountAsync(1);
        new Uri(tab.Page.Url).PathAndQuery.ShouldBe("/traces?status=error");
    }
}
