using System.Net;
using Frontend.Data;
using Frontend.Tests.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Databases;

namespace Frontend.Tests;

public sealed class OutageTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/products/fyr-lamp")]
    [InlineData("/basket")]
    [InlineData("/checkout")]
    [InlineData("/my/orders")]
    [InlineData("/my/orders/6d0c8c2e-6f0e-4f0b-9d0c-0d5f5a3f4a11")]
    [InlineData("/admin/orders")]
    public async Task A_page_says_kindly_that_the_order_desk_is_away_and_is_whole_again_afterwards(string path)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Issuer.User = Customer.Admin;
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");

        harbour.Order.IsDown = true;
        var away = await browser.GetAsync(path);
        harbour.Order.IsDown = false;
        var back = await browser.GetAsync(path);

        away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        away.Find("[data-retry] a.button").GetAttribute("href").ShouldBe(path);
        away.Find("[data-retry]").TextContent.ShouldContain("order desk");
        away.Find(".masthead__name").TextContent.ShouldBe("Vera Havnefoged");
        away.Html.ShouldNotContain("Exception");
        back.Status.ShouldNotBe(HttpStatusCode.ServiceUnavailable);
        back.Document.QuerySelector("[data-retry]").ShouldBeNull();
    }

    [Fact]
    public async Task A_login_waits_for_the_issuer_on_a_kind_page()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        harbour.Issuer.IsDown = true;
        var away = await browser.GetAsync("/my/orders");
        harbour.Issuer.IsDown = false;
        var back = await browser.GetAsync(away.Find("[data-retry] a.button").GetAttribute("href")!);
        var orders = await browser.GetAsync(back.Find("main a.button").GetAttribute("href")!);

        away.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        away.Address.AbsolutePath.ShouldBe("/login-problem");
        back.Heading.ShouldBe("Logging in works again");
        orders.Address.AbsolutePath.ShouldBe("/my/orders");
    }

    [Fact]
    public async Task The_shop_is_open_and_ready_without_the_issuer()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Issuer.IsDown = true;
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/health")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/alive")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_that_fails_says_so_without_a_stack_trace()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = await harbour.LogInAsync(replica);
        await replica.Services.GetRequiredService<FrontendDatabase>().UseAsync(context =>
            context.Database.ExecuteSqlAsync($"""DROP TABLE "BasketLines" """, TestContext.Current.CancellationToken));

        var page = await browser.GetAsync("/");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Heading.ShouldBe("Something went wrong on our side");
        page.Html.ShouldNotContain("Exception");
        page.Html.ShouldNotContain("BasketLines");
    }

    [Fact]
    public async Task While_the_database_is_away_pages_that_need_it_say_so_and_the_replica_stays_in_service()
    {
        await using var harbour = await Harbour.OpenAsync(postgres);
        var replica = await harbour.StartReplicaAsync();
        var customer = await harbour.LogInAsync(replica);
        var visitor = harbour.OpenBrowser(replica);
        await visitor.PressAsync(await visitor.GetAsync("/"), "button[value=fyr-lamp]");

        await harbour.Database!.CutAsync();
        var (away, login, shop, basket) = (await customer.GetAsync("/my/orders"), await harbour.OpenBrowser(replica).GetAsync("/login"), await visitor.GetAsync("/"), await visitor.GetAsync("/basket"));
        harbour.Database.Reconnect();
        var back = await customer.GetAsync("/my/orders");

        foreach (var page in new[] { away, login })
        {
            page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            page.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
            page.Find("[data-retry=page]").TextContent.ShouldContain("safe");
            page.Html.ShouldNotContain("Exception");
        }

        shop.Status.ShouldBe(HttpStatusCode.OK);
        shop.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("1");
        basket.Status.ShouldBe(HttpStatusCode.OK);
        back.Status.ShouldBe(HttpStatusCode.OK);
        back.Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
    }

    [Theory]
    [InlineData("/no/such/page", "Nothing is moored here")]
    [InlineData("/products/no-such-thing", "That isn't in our window")]
    public async Task An_address_that_leads_nowhere_is_a_page_of_its_own(string path, string heading)
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync(path);

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Heading.ShouldBe(heading);
        page.Find(".masthead");
    }
}
