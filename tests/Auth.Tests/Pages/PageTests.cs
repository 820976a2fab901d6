using System.Net;
using Auth.Tests.Running;

namespace Auth.Tests.Pages;

public sealed class PageTests(SqliteApplication fixture) : IClassFixture<SqliteApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth/login")]
    [InlineData("/auth/register")]
    public async Task A_form_has_labels_a_token_and_a_policy_that_forbids_scripts(string address)
    {
        using var client = fixture.Application.CreateClient();

        using var page = await client.GetAsync(address, Cancelled);
        var html = await page.Content.ReadAsStringAsync(Cancelled);

        html.ShouldContain("""<html lang="en">""");
        html.ShouldContain("""<label for="email">""");
        html.ShouldContain("""<label for="password">""");
        html.ShouldContain("autocomplete=\"username\"");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style=");
        (await page.HiddenFieldsAsync(Cancelled)).Select(field => field.Name).ShouldContain("__RequestVerificationToken");

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'");
        policy.ShouldContain($"form-action 'self' {AuthApplication.Origin}");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("script-src");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.Contains("blazor-enhanced-nav").ShouldBeFalse();
    }

    [Fact]
    public async Task The_session_cookie_is_kept_from_scripts_from_the_shop_and_from_plain_HTTP()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var response = await client.LogInAsync(email, Http.Password, Cancelled);

        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("auth.session=", StringComparison.Ordinal));
        cookie.ShouldContain("path=/auth;");
        cookie.ShouldContain("secure");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("expires=", customMessage: "unless one asks to stay logged in");
    }

    [Fact]
    public async Task One_can_stay_logged_in()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var response = await client.LogInAsync(email, Http.Password, Cancelled, ("remember", "true"));

        response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("auth.session=", StringComparison.Ordinal)).ShouldContain("expires=");
    }

    [Fact]
    public async Task Wrong_credentials_are_told_in_a_summary_that_has_the_focus()
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.LogInAsync("nobody@example.com", "not the password", Cancelled);
        var html = await response.Content.ReadAsStringAsync(Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        html.ShouldContain("<title>Error: Log in · Havn</title>");
        html.ShouldContain("""role="alert" tabindex="-1" autofocus""");
        html.ShouldContain("The e-mail address or the password is wrong.");
        html.ShouldContain("""value="nobody@example.com" """.TrimEnd());
        html.ShouldNotContain("not the password");
    }

    [Fact]
    public async Task Missing_fields_are_linked_from_the_summary_and_described_at_the_field()
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.LogInAsync("", "", Cancelled);
        var html = await response.Content.ReadAsStringAsync(Cancelled);

        html.ShouldContain("""<a href="#email">Enter your e-mail address.</a>""");
        html.ShouldContain("""<a href="#password">Enter your password.</a>""");
        html.ShouldContain("aria-invalid=\"true\" aria-describedby=\"email-error\"");
        html.ShouldContain("id=\"email-error\"");
    }

    [Fact]
    public async Task A_form_without_its_token_is_shown_again_and_does_nothing()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var login = await client.PostFormAsync("/auth/login", Cancelled, ("email", email), ("password", Http.Password));
        login.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        login.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("auth.session=", StringComparison.Ordinal));
        (await login.Content.ReadAsStringAsync(Cancelled)).ShouldContain("This page was open for too long. Please send it again.");

        var newcomer = AuthApplication.NewEmail();
        using var registration = await client.PostFormAsync("/auth/register", Cancelled, ("email", newcomer), ("password", Http.Password));
        registration.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var granted = await client.PasswordGrantAsync(newcomer, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/orders?page=2", "/orders?page=2")]
    [InlineData("https://shop.example/basket", "https://shop.example/basket")]
    [InlineData(null, "https://shop.example/")]
    [InlineData("https://evil.example/", "https://shop.example/")]
    [InlineData("//evil.example/", "https://shop.example/")]
    [InlineData("/\\evil.example/", "https://shop.example/")]
    [InlineData("https://shop.example@evil.example/", "https://shop.example/")]
    [InlineData("https://shop.example.evil.example/", "https://shop.example/")]
    [InlineData("javascript:alert(1)", "https://shop.example/")]
    [InlineData("basket", "https://shop.example/")]
    [InlineData("/\t/evil.example", "https://shop.example/")]
    public async Task After_logging_in_one_only_gets_to_the_shops_own_addresses(string? returnUrl, string expected)
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var response = await client.LogInAsync(email, Http.Password, Cancelled, ("returnUrl", returnUrl ?? ""));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.ShouldBe(expected);
    }

    [Fact]
    public async Task What_a_visitor_typed_is_shown_as_text()
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.LogInAsync("\"><script>alert(1)</script>", "x", Cancelled);

        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task A_browser_gets_a_page_where_a_program_gets_problem_details()
    {
        using var client = fixture.Application.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/nowhere");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");

        using var page = await client.SendAsync(request, Cancelled);
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("There is no such page");
        page.Headers.Contains("Content-Security-Policy").ShouldBeTrue();

        using var problem = await client.GetAsync("/auth/nowhere", Cancelled);
        problem.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_frontend_logs_people_out_and_gets_them_back()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var login = new FrontendLogin(client);
        var tokens = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);

        using var response = await client.GetAsync(
            $"/auth/connect/logout?id_token_hint={tokens.Text("id_token")}&state=xyz&post_logout_redirect_uri={Uri.EscapeDataString(AuthApplication.Origin + "/signout-callback-oidc")}", Cancelled);

        FrontendLogin.Redirect(response, AuthApplication.Origin + "/signout-callback-oidc").ShouldContain("state=xyz");
        using var again = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress(("prompt", "none")), Cancelled);
        FrontendLogin.CallbackParameters(again)["error"].ShouldBe("login_required");
    }

    [Fact]
    public async Task A_link_from_anywhere_logs_nobody_out_without_asking()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        await new FrontendLogin(client).LogInAsync(email, Http.Password, Cancelled);

        using var page = await client.GetAsync("/auth/connect/logout", Cancelled);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Log out?");
        using var still = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress(("prompt", "none")), Cancelled);
        FrontendLogin.CallbackParameters(still).ShouldContainKey("code");

        using var confirmed = await client.PostFormAsync("/auth/connect/logout", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled)]);
        FrontendLogin.Redirect(confirmed, AuthApplication.Origin + "/");
        using var gone = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress(("prompt", "none")), Cancelled);
        FrontendLogin.CallbackParameters(gone)["error"].ShouldBe("login_required");
    }
}
