using System.Net;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

public sealed class SecurityTests
{
    public static TheoryData<string> Pages => ["/", "/products/fyr-lamp", "/basket", "/checkout", "/my/orders", "/admin/orders", "/access-denied", "/login-problem", "/no-such-page"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_and_loads_nothing_but_the_sites_own_files(string path)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Issuer.User = Customer.Admin;
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");

        var page = await browser.GetAsync(path);

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();

        page.Document.Scripts.ShouldAllBe(script => script.Source != null && script.TextContent.Length == 0);
        page.Document.QuerySelectorAll("style, [style], [onclick], [onsubmit]").ShouldBeEmpty();
        page.Document.QuerySelectorAll("script[src], link[href], img[src]")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!)
            .ShouldAllBe(address => !address.Contains("//", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/products/fyr-lamp", HttpStatusCode.OK)]
    [InlineData("/products/no-such-thing", HttpStatusCode.NotFound)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Whoever_asks_for_the_headers_alone_gets_those_of_the_page(string path, HttpStatusCode status)
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(browser.Address, path));

        using var response = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/", "_handler=add&ProductId=fyr-lamp")]
    [InlineData("/products/fyr-lamp", "_handler=add&Quantity=1")]
    [InlineData("/basket", "_handler=basket&Remove=fyr-lamp")]
    [InlineData("/checkout", "_handler=checkout&Ticket=x")]
    [InlineData("/admin/orders", "_handler=ship&Version=1")]
    [InlineData("/logout", "")]
    public async Task A_form_from_another_site_does_nothing(string path, string body)
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Issuer.User = Customer.Admin;
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await browser.Http.PostAsync(new Uri(browser.Address, path), content, TestContext.Current.CancellationToken);
        var page = await Page.ReadAsync(response);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Heading.ShouldBe("That form was out of date");
        var home = await browser.GetAsync("/");
        home.Find(".masthead__name").TextContent.ShouldBe("Vera Havnefoged");
        home.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("0");
    }

    [Fact]
    public async Task Files_may_be_kept_by_caches_and_cost_no_session()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        var page = await browser.GetAsync("/");

        foreach (var file in new[] { page.Find("link[rel=stylesheet]").GetAttribute("href")!, page.Find("img").GetAttribute("src")!, page.Find("script[src*=blazor]").GetAttribute("src")!, "fonts/instrument-sans.woff2" })
        {
            using var response = await browser.Http.GetAsync(new Uri(browser.Address, file), TestContext.Current.CancellationToken);

            response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            response.Headers.Contains("Set-Cookie").ShouldBeFalse();
            response.Headers.CacheControl?.NoStore.ShouldNotBe(true);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
    }
}
