using Frontend.Tests.Shop;
using Tests.Databases;

namespace Frontend.Tests;

public sealed class BasketTests(PostgresServer postgres)
{
    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    [Fact]
    public async Task A_visitor_can_fill_a_basket_and_change_it()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var shop = await browser.PressAsync(await browser.GetAsync("/?category=Desk"), "button[value=fyr-lamp]");
        shop.Address.PathAndQuery.ShouldBe("/?category=Desk&added=fyr-lamp");
        shop.Find("[role=status]").TextContent.ShouldContain("Fyr desk lamp is in your basket");
        Pieces(shop).ShouldBe(1);

        var product = await browser.PressAsync(await browser.GetAsync("/products/kaj-mug"), ".product__form button", ("Quantity", "3"));
        Pieces(product).ShouldBe(4);

        var basket = await browser.PressAsync(await browser.GetAsync("/basket"), ".lines__update button", ("Quantities[fyr-lamp]", "2"));
        Pieces(basket).ShouldBe(5);
        basket.Find(".sums__total dd").TextContent.ShouldBe("€330.00");

        basket = await browser.PressAsync(basket, "button[name=Remove][value=kaj-mug]");
        Pieces(basket).ShouldBe(2);
        basket.Document.QuerySelectorAll(".line").Length.ShouldBe(1);

        basket = await browser.PressAsync(basket, ".lines__update button", ("Quantities[fyr-lamp]", "0"));
        basket.Main.ShouldContain("Nothing in here yet");
        browser.Cookies.GetAllCookies().ShouldNotContain(cookie => cookie.Name == "havn-basket");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_visitors_basket_joins_the_customers_at_login(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replica = await harbour.StartReplicaAsync();
        var phone = await harbour.LogInAsync(replica);
        await AddAsync(phone, "fyr-lamp");
        await AddAsync(phone, "kaj-mug");
        var laptop = harbour.OpenBrowser(replica);
        await AddAsync(laptop, "fyr-lamp");

        await laptop.GetAsync("/login");
        var basket = await laptop.GetAsync("/basket");

        basket.Find("#quantity-fyr-lamp").GetAttribute("value").ShouldBe("2");
        basket.Find("#quantity-kaj-mug").GetAttribute("value").ShouldBe("1");
        laptop.Cookies.GetAllCookies().ShouldNotContain(cookie => cookie.Name == "havn-basket");
        Pieces(await phone.GetAsync("/")).ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Tabs_that_add_at_the_same_time_lose_nothing(string database)
    {
        await using var harbour = await OpenAsync(database);
        var replicas = new[] { await harbour.StartReplicaAsync(), await harbour.StartReplicaAsync() };
        var browser = await harbour.LogInAsync(replicas[0]);
        var shop = await browser.GetAsync("/");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => browser.PressAsync(shop, "button[value=fyr-lamp]")));

        Pieces(await browser.GetAsync("/")).ShouldBe(12);
    }

    [Theory]
    [InlineData("900", "20")]
    [InlineData("-5", null)]
    public async Task A_quantity_stays_within_reason(string asked, string? kept)
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await AddAsync(browser, "fyr-lamp");

        var basket = await browser.PressAsync(await browser.GetAsync("/basket"), ".lines__update button", ("Quantities[fyr-lamp]", asked));

        basket.Document.QuerySelector("#quantity-fyr-lamp")?.GetAttribute("value").ShouldBe(kept);
        Pieces(basket).ShouldBe(kept is null ? 0 : 20);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task One_set_of_limits_the_order_services_holds_for_visitors_and_customers(string database)
    {
        await using var harbour = await OpenAsync(database);
        harbour.Order.OrderLimits = new(Lines: 3, Quantity: 5);
        for (var i = 0; i < 5; i++)
        {
            harbour.Order.MoreProducts.Add(new($"thing-{i}", $"Thing {i}", "A thing.", "Things", "thing", 100, "EUR", 50));
        }

        var replica = await harbour.StartReplicaAsync();
        foreach (var browser in new[] { harbour.OpenBrowser(replica), await harbour.LogInAsync(replica) })
        {
            for (var i = 0; i < 3; i++)
            {
                await AddAsync(browser, $"thing-{i}");
            }

            var full = await browser.PressAsync(await browser.GetAsync("/"), "button[value=thing-3]");
            full.Find("[role=alert]").TextContent.ShouldContain("one order takes 3 different products");
            var product = await browser.PressAsync(await browser.GetAsync("/products/thing-4"), ".product__form button", ("Quantity", "2"));
            product.Find("[role=alert]").TextContent.ShouldContain("full");
            await browser.PressAsync(await browser.GetAsync("/products/thing-0"), ".product__form button", ("Quantity", "900"));

            var basket = await browser.GetAsync("/basket");
            basket.Document.QuerySelectorAll(".line").Length.ShouldBe(3);
            basket.Find("#quantity-thing-0").GetAttribute("value").ShouldBe("5");
            basket.Find("#quantity-thing-0").GetAttribute("max").ShouldBe("5");
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_visitors_basket_joins_a_full_one_without_making_it_fuller(string database)
    {
        await using var harbour = await OpenAsync(database);
        harbour.Order.OrderLimits = new(Lines: 1, Quantity: 5);
        var replica = await harbour.StartReplicaAsync();
        await AddAsync(await harbour.LogInAsync(replica), "fyr-lamp");
        var laptop = harbour.OpenBrowser(replica);
        await AddAsync(laptop, "kaj-mug");

        await laptop.GetAsync("/login");

        (await laptop.GetAsync("/basket")).Document.QuerySelectorAll(".line").ShouldHaveSingleItem().QuerySelector("#quantity-fyr-lamp").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_full_basket_of_products_with_the_longest_names_fits_into_a_visitors_cookies()
    {
        await using var harbour = await Harbour.OpenAsync();
        var ids = Enumerable.Range(0, 50).Select(i => $"{i:00}-{new string('x', 61)}").ToList();
        harbour.Order.MoreProducts.AddRange(ids.Select(id => new OrderStandIn.Product(id, id, "A thing.", "Things", "thing", 100, "EUR", 50)));
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        var shop = await browser.GetAsync("/");

        foreach (var id in ids)
        {
            await browser.PressAsync(shop, $"button[value='{id}']");
        }

        Pieces(await browser.GetAsync("/basket")).ShouldBe(50);
        browser.Cookies.GetAllCookies().ShouldAllBe(cookie => cookie.Name.Length + cookie.Value.Length < 4096);
    }

    [Theory]
    [InlineData("no-such-thing")]
    [InlineData("fyr-lamp\0")]
    [InlineData("' OR 1=1 --")]
    public async Task What_the_catalogue_does_not_have_never_gets_into_a_basket(string productId)
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        foreach (var browser in new[] { harbour.OpenBrowser(replica), await harbour.LogInAsync(replica) })
        {
            await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]", ("ProductId", productId));
            await AddAsync(browser, "kaj-mug");
            var answer = await browser.PressAsync(await browser.GetAsync("/basket"), ".lines__update button", ($"Quantities[{productId}]", "2"));

            ((int)answer.Status).ShouldBeLessThan(500);
            (await browser.GetAsync("/basket")).Document.QuerySelectorAll(".line").ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task What_is_no_longer_sold_is_shown_can_be_dropped_and_hinders_no_order()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await AddAsync(browser, "fyr-lamp");
        await AddAsync(browser, "kaj-mug");
        harbour.Order.Withdrawn.Add("kaj-mug");

        var basket = await browser.GetAsync("/basket");
        basket.Main.ShouldContain("No longer sold");
        var order = await browser.PressAsync(await browser.GetAsync("/checkout"), "button[form=checkout]");
        order.Heading.ShouldBe("Order 1");
        harbour.Order.Orders.Single().Lines.ShouldBe([new OrderStandIn.Line("fyr-lamp", 1)]);

        var dropped = await browser.PressAsync(await browser.GetAsync("/basket"), "button[name=Remove][value=kaj-mug]");
        dropped.Main.ShouldContain("Nothing in here yet");
    }

    [Fact]
    public async Task Amounts_of_different_currencies_are_not_added_up_and_not_ordered_together()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Order.MoreProducts.Add(new("dollar-mug", "Dollar mug", "From over there.", "Kitchen", "kaj-mug", 3000, "USD", 5));
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await AddAsync(browser, "fyr-lamp");
        await AddAsync(browser, "dollar-mug");

        var (basket, checkout) = (await browser.GetAsync("/basket"), await browser.GetAsync("/checkout"));

        basket.Document.QuerySelectorAll(".sums__total dd").Select(total => total.TextContent).ShouldBe(["30.00 USD", "€129.00"], ignoreOrder: true);
        basket.Document.QuerySelector("a[href='/checkout']").ShouldBeNull();
        basket.Find(".summary .field-error").TextContent.ShouldContain("one currency");
        checkout.Document.QuerySelector("button[form=checkout]").ShouldBeNull();
    }

    [Fact]
    public async Task A_basket_that_was_tampered_with_is_empty()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        browser.Cookies.Add(new System.Net.Cookie("havn-basket", "bm9uc2Vuc2U", "/", browser.Address.Host));

        Pieces(await browser.GetAsync("/basket")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_short_is_said_and_cannot_be_checked_out()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        await browser.PressAsync(await browser.GetAsync("/products/fyr-lamp"), ".product__form button", ("Quantity", "4"));
        harbour.Order.Stock = 3;

        var basket = await browser.GetAsync("/basket");

        basket.Find("#short-fyr-lamp").TextContent.ShouldBe("Only 3 left.");
        basket.Find("#quantity-fyr-lamp").GetAttribute("aria-describedby").ShouldBe("short-fyr-lamp");
        basket.Document.QuerySelector("a[href='/checkout']").ShouldBeNull();
    }

    private Task<Harbour> OpenAsync(string database) => Harbour.OpenAsync(database == "PostgreSQL" ? postgres : null);

    private static async Task AddAsync(Browser browser, string productId) =>
        await browser.PressAsync(await browser.GetAsync("/"), $"button[value={productId}]");

    private static int Pieces(Page page) => int.Parse(page.Find(".basket-link__count").LastChild!.TextContent, System.Globalization.CultureInfo.InvariantCulture);
}
