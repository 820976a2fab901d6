using Aspire.Hosting.Testing;
using Microsoft.Playwright;
using Tests.Browsing;
using Tests.Journeys;

namespace EndToEnd.Tests;

/// <summary>The shop as people use it. Not beside the tests that kill processes: a form that is under way may get lost with one.</summary>
[Collection(nameof(RunningApplication))]
public sealed class ShopJourneyTests(RunningApplication application, Chromium chromium)
{
    [Theory]
    [InlineData(1280, true)]
    [InlineData(400, true)]
    [InlineData(1280, false)]
    public async Task A_visitor_registers_orders_pays_and_sees_the_order(int width, bool hasScript)
    {
        await using var visitor = await chromium.OpenAsync(application.Gateway, width, hasScript: hasScript);

        await ShopJourney.OrderAndPayAsync(visitor);

        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_is_shipped_says_so_on_the_customers_open_page()
    {
        await using var customer = await chromium.OpenAsync(application.Gateway);
        await customer.RegisterAsync();
        await customer.AddAsync("Klit planter");
        var order = await customer.PlaceOrderAsync();
        await customer.Page.GetByRole(AriaRole.Button, new() { Name = "Pay" }).ClickAsync();
        await Assertions.Expect(customer.Page.Locator("h1 + .badge")).ToHaveTextAsync("Paid");
        await customer.Page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        var heading = await customer.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync();

        await using var admin = await chromium.OpenAsync(application.Gateway);
        await admin.LogInAsync(RunningApplication.AdminEmail, RunningApplication.AdminPassword);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Order board" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = $"Ship {heading!.ToLowerInvariant()}", Exact = true }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("section[aria-labelledby=column-Shipped]")).ToContainTextAsync(heading);

        await Assertions.Expect(customer.Page.Locator("h1 + .badge")).ToHaveTextAsync("Shipped");
        new Uri(customer.Page.Url).AbsolutePath.ShouldBe(order);
        customer.Complaints.Concat(admin.Complaints).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_click_whose_connection_breaks_leads_on_and_a_form_whose_connection_breaks_shows_what_became_of_it()
    {
        await using var visitor = await chromium.OpenAsync(application.Gateway);
        var page = visitor.Page;
        await visitor.AddAsync("Sejl tote");

        await page.RouteAsync("**/basket", BreakAsync, new() { Times = 1 });
        await page.GetByRole(AriaRole.Link, new() { Name = "View basket" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Summary" }).WaitForAsync();

        // A quantity is sent by itself once the page's script has come.
        await page.WaitForLoadStateAsync();

        // The answer is lost, and not what was asked for.
        await page.RouteAsync("**/basket", LoseAnswerAsync, new() { Times = 1 });
        await page.GetByLabel("Quantity of Sejl tote").FillAsync("2");
        await page.GetByLabel("Quantity of Sejl tote").BlurAsync();
        await Assertions.Expect(page.Locator(".line__total")).ToHaveTextAsync("€92.00");

        static Task BreakAsync(IRoute route) => route.AbortAsync(RequestAbortErrorCode.ConnectionReset);

        static async Task LoseAnswerAsync(IRoute route)
        {
            await route.FetchAsync();
            await BreakAsync(route);
        }
    }

    [Fact]
    public async Task The_shop_can_be_used_with_the_keyboard_alone()
    {
        await using var visitor = await chromium.OpenAsync(application.Gateway);
        var page = visitor.Page;
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add to basket (Tide clock)" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Tide clock is in your basket").WaitForAsync();

        await page.GotoAsync("/basket");
        await page.GetByLabel("Quantity of Tide clock").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".line__total")).ToHaveTextAsync("€168.00");
    }

    [Fact]
    public async Task The_frontends_own_address_leads_through_the_login_and_back()
    {
        var address = application.Application.GetEndpoint("frontend", "http");
        await using var visitor = await chromium.OpenAsync(address);

        await visitor.RegisterAsync();

        new Uri(visitor.Page.Url).ShouldBe(new Uri(address, "/"));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task No_page_has_barriers(int width)
    {
        await using var visitor = await chromium.OpenAsync(application.Gateway, width);
        List<string> barriers = [];
        foreach (var path in new[] { "/", "/?category=Desk", "/products/fyr-lamp", "/basket", "/auth/login", "/auth/register", "/no-such-page", "/login-problem" })
        {
            barriers.AddRange(await visitor.FindBarriersAsync(path));
        }

        await visitor.RegisterAsync();
        await visitor.AddAsync("Kaj mug");
        barriers.AddRange(await visitor.FindBarriersAsync("/?added=kaj-mug"));
        barriers.AddRange(await visitor.FindBarriersAsync("/basket"));
        barriers.AddRange(await visitor.FindBarriersAsync("/checkout"));
        barriers.AddRange(await visitor.FindBarriersAsync(await visitor.PlaceOrderAsync()));
        barriers.AddRange(await visitor.FindBarriersAsync("/my/orders"));
        barriers.AddRange(await visitor.FindBarriersAsync("/admin/orders"));

        await using var admin = await chromium.OpenAsync(application.Gateway, width);
        await admin.LogInAsync(RunningApplication.AdminEmail, RunningApplication.AdminPassword);
        barriers.AddRange(await admin.FindBarriersAsync("/admin/orders"));

        barriers.ShouldBeEmpty();
        visitor.Complaints.Concat(admin.Complaints).ShouldBeEmpty();
    }
}
