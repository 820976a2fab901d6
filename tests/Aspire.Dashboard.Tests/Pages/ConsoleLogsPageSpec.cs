using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class ConsoleLogsPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task Lines_come_live_in_their_colours_with_the_readers_time()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        appHost.Write("auth", "2026-01-15T10:00:00.250Z \e[32minfo\e[39m: Started");
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/consolelogs/resource/auth");

        var line = tab.Page.Locator(".console .line").First;
        await Expect(line).ToContainTextAsync("info: Started");
        await Expect(line).ToContainTextAsync("11:00:00.250");
        await Expect(line.Locator(".ansi-c2")).ToHaveTextAsync("info");

        appHost.Write("auth", "<b>not bold</b>");
        await Expect(tab.Page.GetByText("<b>not bold</b>")).ToBeVisibleAsync();
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_replicas_are_read_together_or_one_alone()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        appHost.Write("order-a1", "from the first");
        appHost.Write("order-b2", "from the second");
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/consolelogs/resource/order");

        await Expect(tab.Page.Locator(".console .line")).ToHaveCountAsync(2);
        await Expect(tab.Page.Locator(".console .line").Filter(new() { HasText = "from the second" })).ToContainTextAsync("order-b2");

        await tab.GoToAsync("/consolelogs/resource/order-a1");
        await Expect(tab.Page.GetByText("from the first")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("from the second")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Long_lines_are_wrapped_to_the_width_of_the_window()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        appHost.Write("auth", $"{new string('x', 1000)} end", "next");
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/consolelogs/resource/auth");
        await Expect(tab.Page.Locator(".console .line")).ToHaveCountAsync(2);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Wrap" }).ClickAsync();

        await Expect(tab.Page.Locator(".console .line.more").Last).ToContainTextAsync(" end");
        (await tab.Page.Locator(".console").EvaluateAsync<bool>("console => console.scrollWidth <= console.clientWidth")).ShouldBeTrue();
        var wide = await tab.Page.Locator(".console .line").CountAsync();
        await tab.Page.SetViewportSizeAsync(700, 800);
        await Expect(tab.Page.Locator(".console .line")).Not.ToHaveCountAsync(wide);
        await Expect(tab.Page.Locator(".console .line").Last).ToHaveTextAsync(new Regex("2.*next"));
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_thousand_lines_stay_smooth_searchable_and_downloadable()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        appHost.Write("auth", [.. Enumerable.Range(1, 100_000).Select(i => i == 40_000 ? "the needle" : $"line {i} of hay")]);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/consolelogs/resource/auth");

        await Expect(tab.Page.GetByText("100,000 lines")).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("line 100000 of hay")).ToBeInViewportAsync();
        // Only what is in view is in the document.
        (await tab.Page.Locator(".console .line").CountAsync()).ShouldBeLessThan(200);

        await tab.Page.GetByPlaceholder("Find in the lines").FillAsync("needle");
        await Expect(tab.Page.Locator("mark")).ToHaveTextAsync("needle");
        await Expect(tab.Page.Locator("mark")).ToBeInViewportAsync();

        // Reading is not disturbed by what is written meanwhile.
        appHost.Write("auth", "one more");
        await Expect(tab.Page.GetByText("1 older ones dropped")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("mark")).ToBeInViewportAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Follow" }).ClickAsync();
        await Expect(tab.Page.GetByText("one more")).ToBeInViewportAsync();

        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(100_000);
        lines[^1].ShouldBe("one more");
        tab.Faults.ShouldBeEmpty();
    }
}
