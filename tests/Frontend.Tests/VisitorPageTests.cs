using System.Net;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

/// <summary>Pages that show a visitor nothing but the catalogue are made once for all visitors, and hold nothing of any of them.</summary>
public sealed class VisitorPageTests
{
    private const string Token = "input[name=__RequestVerificationToken]";
    private const string Add = "button[value=fyr-lamp]";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/products/fyr-lamp")]
    public async Task Two_visitors_get_the_same_page_each_with_a_token_of_their_own(string path)
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var (one, other) = (harbour.OpenBrowser(replica), harbour.OpenBrowser(replica));

        var (first, second) = (await one.GetAsync(path), await other.GetAsync(path));

        IsKept(first).ShouldBeFalse();
        IsKept(second).ShouldBeTrue();
        TokenOf(first).ShouldNotBe(TokenOf(second));
        second.Html.Replace(TokenOf(second), "", StringComparison.Ordinal).ShouldBe(first.Html.Replace(TokenOf(first), "", StringComparison.Ordinal));
        second.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_kept_pages_form_works_for_the_visitor_who_got_it_and_for_nobody_else()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var (one, other) = (harbour.OpenBrowser(replica), harbour.OpenBrowser(replica));
        await harbour.OpenBrowser(replica).GetAsync("/");
        var (mine, theirs) = (await one.GetAsync("/"), await other.GetAsync("/"));

        (await other.PressAsync(mine, Add)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await other.PressAsync(theirs, Add)).Find(".basket-link__count").LastChild!.TextContent.ShouldBe("1");
    }

    [Fact]
    public async Task Whoever_comes_again_gets_no_cookie_again()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var (first, again) = (await browser.GetAsync("/"), await browser.GetAsync("/"));

        first.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("havn-antiforgery=");
        again.Headers.Contains("Set-Cookie").ShouldBeFalse();
        IsKept(again).ShouldBeTrue();
    }

    [Fact]
    public async Task What_one_visitor_has_in_the_basket_no_other_is_shown()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var (buyer, visitor) = (harbour.OpenBrowser(replica), harbour.OpenBrowser(replica));
        await visitor.GetAsync("/");
        await buyer.PressAsync(await buyer.GetAsync("/"), Add);

        var (buyers, visitors, buyersAgain) = (await buyer.GetAsync("/"), await visitor.GetAsync("/"), await buyer.GetAsync("/"));

        Pieces(buyers).ShouldBe("1");
        Pieces(visitors).ShouldBe("0");
        Pieces(buyersAgain).ShouldBe("1");
        (IsKept(buyers), IsKept(buyersAgain)).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_customers_page_is_neither_kept_nor_taken_from_what_is_kept()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var visitor = harbour.OpenBrowser(replica);
        await visitor.GetAsync("/");
        var customer = await harbour.LogInAsync(replica);

        var (customers, visitors) = (await customer.GetAsync("/"), await visitor.GetAsync("/"));

        customers.Document.QuerySelector(".masthead__name").ShouldNotBeNull();
        IsKept(customers).ShouldBeFalse();
        visitors.Document.QuerySelector(".masthead__name").ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_stock_or_price_is_shown_by_every_replica_at_once()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browsers = new[] { harbour.OpenBrowser(await harbour.StartReplicaAsync()), harbour.OpenBrowser(await harbour.StartReplicaAsync()) };
        foreach (var browser in browsers)
        {
            await browser.GetAsync("/");
            IsKept(await browser.GetAsync("/")).ShouldBeTrue();
        }

        foreach (var (stock, shown) in new[] { (2, "Only 2 left"), (0, "Sold out"), (2, "Only 2 left") })
        {
            harbour.Order.Stock = stock;
            foreach (var browser in browsers)
            {
                var page = await browser.GetAsync("/");
                IsKept(page).ShouldBeFalse();
                page.Find(".stock").TextContent.ShouldBe(shown);
            }
        }
    }

    [Fact]
    public async Task While_the_order_service_is_away_that_is_said_and_not_kept()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        harbour.Order.IsDown = true;
        var away = await browser.GetAsync("/");
        harbour.Order.IsDown = false;

        away.Document.QuerySelector(".card").ShouldBeNull();
        await Eventually.Async(async () => (await browser.GetAsync("/")).Document.QuerySelector(".card") is not null, "The products do not come back.");
    }

    [Theory]
    [InlineData("/?category=Light", null, null)]
    [InlineData("/", "Cookie", "havn-session=made-up")]
    [InlineData("/", "Cookie", "anything=else")]
    [InlineData("/products/no-such-thing", null, null)]
    public async Task A_page_that_may_differ_from_visitor_to_visitor_is_not_kept(string path, string? header, string? value)
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = replica.Address };

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is not null)
            {
                request.Headers.Add(header, value);
            }

            using var response = await http.SendAsync(request, Cancellation);
            response.Headers.Age.ShouldBeNull();
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("__RequestVerificationToken");
        }
    }

    [Fact]
    public async Task Blazors_script_and_a_browser_are_answered_each_in_their_own_way()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        foreach (var isScript in new[] { false, true, false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, browser.Address);
            request.Headers.TryAddWithoutValidation("Accept", isScript ? "text/html; blazor-enhanced-nav=on" : "text/html");

            using var response = await browser.Http.SendAsync(request, Cancellation);

            response.Headers.Contains("ssr-framing").ShouldBe(isScript);
        }
    }

    // RFC 9111 §5.1: the answer comes out of a cache.
    private static bool IsKept(Page page) => page.Headers.Age is not null;

    private static string TokenOf(Page page) => page.Find(Token).GetAttribute("value")!;

    private static string Pieces(Page page) => page.Find(".basket-link__count").LastChild!.TextContent;
}
