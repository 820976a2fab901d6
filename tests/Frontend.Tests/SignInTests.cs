using System.Net;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task A_login_leads_back_to_where_it_was_asked_for()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync("/my/orders?status=paid");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Address.PathAndQuery.ShouldBe("/my/orders?status=paid");
        page.Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("basket")]
    public async Task A_login_never_leads_to_another_site(string returnUrl)
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");

        page.Address.ShouldBe(new Uri(browser.Address, "/"));
        page.Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
    }

    [Fact]
    public async Task The_browser_gets_a_key_and_never_a_token()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync("/my/orders");

        var token = harbour.Order.Tokens.Last(token => token.Length > 0);
        var session = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session");
        session.HttpOnly.ShouldBeTrue();
        session.Value.Length.ShouldBeLessThan(1000);
        browser.Cookies.GetAllCookies().ShouldAllBe(cookie => !cookie.Value.Contains(token, StringComparison.Ordinal));
        page.Html.ShouldNotContain(token);
        page.Html.ShouldNotContain("refresh-");
    }

    [Fact]
    public async Task Cookies_are_http_only_and_same_site()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = replica.Address };

        foreach (var path in new[] { "/", "/login" })
        {
            using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
            var cookies = response.Headers.GetValues("Set-Cookie").ToList();

            cookies.ShouldNotBeEmpty();
            cookies.ShouldAllBe(cookie => cookie.Contains("; httponly", StringComparison.Ordinal) && cookie.Contains("; samesite=", StringComparison.Ordinal));
            cookies.ShouldAllBe(cookie => !cookie.Contains("samesite=none", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Over_https_cookies_are_secure_and_bound_to_the_host()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Settings["Auth:Issuer"] = "https://havn.example/auth";
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = replica.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "havn.example");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        foreach (var path in new[] { "/", "/login" })
        {
            using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
            var cookies = response.Headers.GetValues("Set-Cookie").ToList();

            cookies.ShouldNotBeEmpty();
            cookies.ShouldAllBe(cookie =>
                cookie.Contains("; secure", StringComparison.Ordinal) &&
                ((cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("path=/;", StringComparison.Ordinal)) ||
                 (cookie.StartsWith("__Secure-", StringComparison.Ordinal) && cookie.Contains("path=/signin-oidc;", StringComparison.Ordinal))));
            response.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_login_takes_over_no_session_that_the_browser_brought()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.User = Customer.Bo;
        var attacker = await harbour.LogInAsync(replica);
        var planted = attacker.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session");
        var victim = harbour.OpenBrowser(replica);
        victim.Cookies.Add(new Cookie(planted.Name, planted.Value, "/", planted.Domain));

        harbour.Issuer.User = Customer.Ida;
        (await victim.GetAsync("/login")).Find(".masthead__name").TextContent.ShouldBe("Ida Holm");

        victim.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session").Value.ShouldNotBe(planted.Value);
        (await attacker.GetAsync("/")).Find(".masthead__account").TextContent.ShouldContain("Log in");
    }

    [Fact]
    public async Task A_new_login_of_the_same_customer_has_a_key_of_its_own_too()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        var before = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session");

        await browser.GetAsync("/login");

        browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session").Value.ShouldNotBe(before.Value);
        var copy = harbour.OpenBrowser(browser);
        copy.Cookies.Add(new Cookie(before.Name, before.Value, "/", before.Domain));
        (await copy.GetAsync("/")).Find(".masthead__account").TextContent.ShouldContain("Log in");
    }

    [Fact]
    public async Task However_often_a_login_is_begun_the_browser_keeps_few_cookies_and_gets_in()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = harbour.OpenBrowser(replica);
        using (var impatient = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }) { BaseAddress = replica.Address })
        {
            for (var i = 0; i < 200; i++)
            {
                (await impatient.GetAsync("/login", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            }
        }

        var cookies = browser.Cookies.GetAllCookies();
        cookies.Count.ShouldBeLessThanOrEqualTo(8);
        cookies.ShouldAllBe(cookie => cookie.Path == "/signin-oidc" && cookie.Expires > DateTime.Now && cookie.Expires < DateTime.Now.AddMinutes(16));
        browser.Cookies.GetCookies(new Uri(replica.Address, "/")).ShouldBeEmpty();
        (await browser.GetAsync("/my/orders")).Find(".masthead__name").TextContent.ShouldBe("Ida Holm");
        browser.Cookies.GetCookies(new Uri(replica.Address, "/signin-oidc")).Count(cookie => cookie.Name.StartsWith("havn-login-", StringComparison.Ordinal)).ShouldBeLessThan(8);
    }

    [Fact]
    public async Task Of_many_tabs_that_log_in_at_once_each_arrives()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(tab => browser.GetAsync($"/my/orders?tab={tab}")));

        pages.Select(page => page.Address.PathAndQuery).ShouldBe(Enumerable.Range(0, 6).Select(tab => $"/my/orders?tab={tab}"));
    }

    [Fact]
    public async Task The_answer_to_another_browsers_login_logs_nobody_in()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        harbour.Issuer.User = Customer.Bo;
        using var attacker = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = replica.Address };
        using var begun = await attacker.GetAsync("/login?returnUrl=/basket", TestContext.Current.CancellationToken);
        using var answered = await attacker.GetAsync(begun.Headers.Location, TestContext.Current.CancellationToken);
        var cookies = new CookieContainer();
        using var victim = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = replica.Address };

        using var refused = await victim.GetAsync(answered.Headers.Location, TestContext.Current.CancellationToken);

        refused.Headers.Location!.ToString().ShouldBe("/login?returnUrl=%2Fbasket&attempt=2", "what follows is a login of the victim's own");
        cookies.GetAllCookies().ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_public_address_goes_back_to_http_replicas_that_still_expect_https_serve_their_pages()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Settings["Auth:Issuer"] = "https://havn.example/auth";
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        (await browser.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/products/fyr-lamp")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/basket")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_issuer_is_addressed_as_the_outside_sees_it_and_told_the_outside_address_of_the_shop()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Settings["Auth:Issuer"] = "https://havn.example/auth";
        var replica = await harbour.StartReplicaAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = replica.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "havn.example");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var response = await http.GetAsync("/login", TestContext.Current.CancellationToken);

        var location = response.Headers.Location.ShouldNotBeNull();
        location.GetLeftPart(UriPartial.Path).ShouldBe("https://havn.example/auth/authorize");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(location.Query);
        query["redirect_uri"].ToString().ShouldBe("https://havn.example/signin-oidc");
        query["code_challenge_method"].ToString().ShouldBe("S256");
        query["scope"].ToString().Split(' ').ShouldBe(["openid", "profile", "email", "roles", "orders", "offline_access"], ignoreOrder: true);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_here_and_at_the_issuer()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        var session = browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == "havn-session");

        var page = await browser.PressAsync(await browser.GetAsync("/"), "form[action='/logout'] button");

        page.Address.ShouldBe(new Uri(browser.Address, "/"));
        page.Find(".masthead__account").TextContent.ShouldContain("Log in");

        // Whoever has kept the cookie has kept nothing.
        browser.Cookies.Add(new Cookie(session.Name, session.Value, "/", session.Domain));
        (await browser.GetAsync("/")).Find(".masthead__account").TextContent.ShouldContain("Log in");
    }

    [Fact]
    public async Task Logging_out_works_while_the_issuer_is_away()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        var page = await browser.GetAsync("/");
        harbour.Issuer.IsDown = true;

        page = await browser.PressAsync(page, "form[action='/logout'] button");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Find(".masthead__account").TextContent.ShouldContain("Log in");
    }

    [Fact]
    public async Task An_answer_to_a_login_that_nobody_started_is_refused_kindly()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync("/signin-oidc?code=stolen&state=made-up");

        page.Address.AbsolutePath.ShouldBe("/login-problem");
        page.Heading.ShouldBe("That login didn't work");
    }

    [Fact]
    public async Task Logging_in_again_as_somebody_else_changes_who_one_is()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        harbour.Issuer.User = Customer.Bo;

        await browser.GetAsync("/login");
        var page = await browser.GetAsync("/my/orders");

        page.Find(".masthead__name").TextContent.ShouldBe("Bo Lind");
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(harbour.Order.Tokens.Last()).Subject.ShouldBe(Customer.Bo.Subject);
    }
}
