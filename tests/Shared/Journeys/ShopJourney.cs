using Microsoft.Playwright;
using Tests.Browsing;

namespace Tests.Journeys;

/// <summary>What the shop is for, as people do it in a browser.</summary>
internal static class ShopJourney
{
    /// <summary>Fills a basket, registers on the way to the checkout, orders, pays, sees the order and logs out.</summary>
    public static async Task OrderAndPayAsync(Visitor visitor)
    {
        var page = visitor.Page;

        // A basket is filled before anybody asks who one is.
        await visitor.AddAsync("Kaj mug");
        await page.GotoAsync("/products/log-book");
        await page.GetByLabel("Quantity").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to basket" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "View basket" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Summary" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Check out" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync($"visitor-{Guid.NewGuid():n}@example.org");
        await page.Locator("input[type=password]").First.FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        // The way goes on where it was interrupted, with the basket in hand.
        await page.GetByRole(AriaRole.Heading, new() { Name = "Check out" }).WaitForAsync();
        await Assertions.Expect(page.GetByText("€60.00")).ToHaveCountAsync(1);
        await visitor.ConfirmOrderAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pay €60.00" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1 + .badge")).ToHaveTextAsync("Paid");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pay €60.00" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "My orders" }).First.ClickAsync();
        await Assertions.Expect(page.Locator(".order .badge")).ToHaveTextAsync("Paid");

        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Log in" })).ToBeVisibleAsync();
    }
}
