using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class ResourcesPageSpec(ChromiumFixture chromium)
{
    [Fact]
    public async Task Resources_are_listed_with_their_replicas_and_follow_the_AppHost()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");

        await Expect(tab.Page).ToHaveTitleAsync("Shop resources");
        var order = tab.Rows.Filter(new() { HasText = "order" }).First;
        await Expect(order).ToContainTextAsync("2/2");
        await Expect(order).ToContainTextAsync("Running");
        await Expect(order).ToContainTextAsync("order.csproj");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Replicas of order" }).ClickAsync();
        await Expect(tab.Rows.Filter(new() { HasText = "order-b2" })).ToHaveCountAsync(1);

        var crashed = AppHostStandIn.Project("order-b2", "order", "orderdb", "auth");
        crashed.State = "Exited";
        crashed.Properties.Add(new ResourceService.V1.ResourceProperty { Name = "resource.exitCode", Value = Google.Protobuf.WellKnownTypes.Value.ForNumber(139) });
        appHost.Upsert(crashed);
        await Expect(tab.Rows.Filter(new() { HasText = "order-b2" })).ToContainTextAsync("Exited (139)");
        await Expect(order).ToContainTextAsync("1/2");
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_are_masked_until_somebody_asks_to_see_them()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/?resource=auth");

        var details = tab.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
        await Expect(details).ToContainTextAsync("Auth__SigningKey");
        await Expect(details).Not.ToContainTextAsync("a secret key");
        // What is inherited is not of interest at first.
        await Expect(details).Not.ToContainTextAsync("/usr/bin");
        await details.GetByRole(AriaRole.Button, new() { Name = "Show Auth__SigningKey" }).ClickAsync();
        await Expect(details).ToContainTextAsync("a secret key");

        await tab.GoToAsync("/?view=parameters");
        await Expect(tab.Page.GetByText("admin-password")).ToBeVisibleAsync();
        (await tab.Page.ContentAsync()).ShouldNotContain("correct horse");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show admin-password" }).ClickAsync();
        await Expect(tab.Page.GetByText("correct horse")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Commands_are_executed_on_every_replica_or_once_and_asked_for_when_they_want_to()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Restart order" }).ClickAsync();
        await Expect(tab.Page.GetByText("Restart order-b2").First).ToBeVisibleAsync();
        appHost.Executed.ShouldBe(["resource-restart order-a1", "resource-restart order-b2"]);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "More commands for order", Exact = true }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Add a replica" }).ClickAsync();
        await Expect(tab.Page.GetByText("Add a replica order").First).ToBeVisibleAsync();
        appHost.Executed.Last().ShouldBe("scale-up order-a1");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "More commands for auth" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Migrate" }).ClickAsync();
        await Expect(tab.Page.GetByText("Migrate the database now?")).ToBeVisibleAsync();
        appHost.Executed.Count.ShouldBe(3);
        await tab.Page.Locator("fluent-dialog fluent-button").Filter(new() { HasText = "Migrate" }).ClickAsync();
        await Expect(tab.Page.GetByText("Migrate auth").First).ToBeVisibleAsync();
        appHost.Executed.Last().ShouldBe("migrate auth");
    }

    [Fact]
    public async Task The_graph_shows_who_refers_to_whom()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/?view=graph");

        await Expect(tab.Page.Locator("g.node")).ToHaveCountAsync(3);
        await Expect(tab.Page.Locator(".edge-line")).ToHaveCountAsync(2);
        await tab.Page.Locator("g.node").Filter(new() { HasText = "×2" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" })).ToContainTextAsync("orderdb");
        await Expect(tab.Page).ToHaveURLAsync(new Regex("resource=order"));
    }

    [Fact]
    public async Task Without_an_AppHost_the_dashboard_starts_with_structured_logs()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");

        await Expect(tab.Page).ToHaveURLAsync(new Regex("/structuredlogs$"));
        await Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Resources" })).ToHaveCountAsync(0);
        await Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Console" })).ToHaveCountAsync(0);
    }
}
