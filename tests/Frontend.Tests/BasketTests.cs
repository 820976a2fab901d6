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
