using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class LoginPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task The_token_opens_the_page_that_was_asked_for()
    {
        await using var dashboard = await RunningDashboard.StartAsync(login: true);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces?status=error");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/login"));

        await tab.Page.GetByLabel("Token").FillAsync("wrong");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not the token");

        var token = Uri.UnescapeDataString(dashboard.Login.Query["?t=".Length..]);
        await tab.Page.GetByLabel("Token").FillAsync(token);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Traces", Level = 1 })).ToBeVisibleAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/traces\\?status=error$"));
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_printed_address_opens_the_dashboard_and_leaves_no_token_behind()
    {
        await using var dashboard = await RunningDashboard.StartAsync(login: true);
        await using var tab = await chromium.OpenAsync(dashboard.Url, dashboard.Login.PathAndQuery);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Structured logs" })).ToBeVisibleAsync();
        tab.Page.Url.ShouldNotContain("t=");
    }
}
