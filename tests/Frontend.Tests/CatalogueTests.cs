using System.Net;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public async Task For_as_long_as_the_order_service_allows_many_visitors_cost_one_question()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Order.CatalogueMaxAge = TimeSpan.FromHours(1);
        var replica = await harbour.StartReplicaAsync();

        var pages = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => harbour.OpenBrowser(replica).GetAsync("/products/fyr-lamp")));

        pages.ShouldAllBe(page => page.Heading == "Fyr desk lamp");
        harbour.Order.CatalogueRequests.ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_catalogue_that_has_not_changed_is_not_sent_again()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        await browser.GetAsync("/");
        await browser.GetAsync("/");
        harbour.Order.Stock = 2;
        var changed = await browser.GetAsync("/");

        changed.Find(".stock").TextContent.ShouldBe("Only 2 left");
        harbour.Order.CatalogueRequests.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task Basket_and_checkout_show_what_is_there_now_however_long_the_shop_window_may_be_kept()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Order.CatalogueMaxAge = TimeSpan.FromHours(1);
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        harbour.Order.Stock = 0;

        (await browser.GetAsync("/basket")).Find("#short-fyr-lamp").TextContent.ShouldBe("Sold out. Please remove it.");
        (await browser.GetAsync("/")).Find(".stock").TextContent.ShouldBe("Sold out", "what has been learnt on the way is shown to everybody");
    }

    [Fact]
    public async Task A_service_of_the_version_before_says_no_limits_and_is_understood()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Order.OrderLimits = null;
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        (await browser.GetAsync("/products/fyr-lamp")).Status.ShouldBe(HttpStatusCode.OK);
        var basket = await browser.PressAsync(await browser.GetAsync("/products/fyr-lamp"), ".product__form button", ("Quantity", "900"));

        basket.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("20");
    }
}
