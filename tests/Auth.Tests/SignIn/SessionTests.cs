using System.Net;
using System.Text.Json;
using Auth.Tests.Running;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Auth.Tests.SignIn;

public sealed class SessionOnSqliteTests(SqliteApplication fixture) : SessionTests(fixture), IClassFixture<SqliteApplication>;

public sealed class SessionOnPostgreSqlTests(PostgreSqlApplication fixture) : SessionTests(fixture), IClassFixture<PostgreSqlApplication>;

/// <summary>What ends, ends at the server: a copy of a cookie or token is worth nothing afterwards.</summary>
public abstract class SessionTests(ApplicationFixture fixture)
{
    private const string NewPassword = "a battery of horses";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_logging_out_a_copy_of_the_cookie_gets_no_codes_and_the_tokens_end_with_it()
    {
        var cookies = new CookieContainer();
        using var browser = fixture.Application.CreateClient(cookies);
        var email = await browser.RegisterAsync(Cancelled);
        var login = new FrontendLogin(browser);
        var tokens = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);
        using var copy = CopyOf(cookies);
        await ShouldBeLoggedInAsync(copy);

        using var response = await browser.GetAsync($"/auth/connect/logout?id_token_hint={tokens.Text("id_token")}", Cancelled);

        FrontendLogin.Redirect(response, AuthApplication.Origin + "/");
        await ShouldBeLoggedOutAsync(copy);
        await ShouldBeOverAsync(browser, tokens);
    }

    [Fact]
    public async Task The_shop_ends_a_session_that_the_browser_no_longer_names()
    {
        using var browser = fixture.Application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        var login = new FrontendLogin(browser);
        var tokens = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);

        using var withoutCookies = fixture.Application.CreateClient();
        using var response = await withoutCookies.GetAsync($"/auth/connect/logout?id_token_hint={tokens.Text("id_token")}", Cancelled);

        await ShouldBeOverAsync(browser, tokens);
    }

    [Fact]
    public async Task Logging_in_ends_the_browsers_session_before()
    {
        var cookies = new CookieContainer();
        using var browser = fixture.Application.CreateClient(cookies);
        var email = await browser.RegisterAsync(Cancelled);
        using var first = await browser.LogInAsync(email, Http.Password, Cancelled);
        using var planted = CopyOf(cookies);

        using var second = await browser.LogInAsync(email, Http.Password, Cancelled);

        await ShouldBeLoggedInAsync(browser);
        await ShouldBeLoggedOutAsync(planted);
    }

    [Fact]
    public async Task One_logs_out_everywhere_and_nobody_else_can_do_it_for_one()
    {
        using var phone = fixture.Application.CreateClient();
        var email = await phone.RegisterAsync(Cancelled);
        var login = new FrontendLogin(phone);
        var shop = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);
        using var granted = await phone.PasswordGrantAsync(email, Http.Password, Cancelled);
        var terminal = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        using var laptop = fixture.Application.CreateClient();
        using var loggedIn = await laptop.LogInAsync(email, Http.Password, Cancelled);

        using var forged = await laptop.PostFormAsync("/auth/account/end-sessions", Cancelled);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ShouldBeLoggedInAsync(phone);
        using var account = await laptop.GetAsync("/auth/account", Cancelled);
        (await account.Content.ReadAsStringAsync(Cancelled)).ShouldContain(email);
        using var ended = await laptop.PostFormAsync("/auth/account/end-sessions", Cancelled, [.. await account.HiddenFieldsAsync(Cancelled)]);
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);

        await ShouldBeLoggedOutAsync(phone);
        await ShouldBeLoggedOutAsync(laptop);
        await ShouldBeOverAsync(phone, shop);
        using var refreshed = await phone.RefreshAsync(terminal, Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task With_a_change_of_password_everyone_else_is_logged_out()
    {
        using var phone = fixture.Application.CreateClient();
        var email = await phone.RegisterAsync(Cancelled);
        var login = new FrontendLogin(phone);
        var shop = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);
        using var laptop = fixture.Application.CreateClient();
        using var loggedIn = await laptop.LogInAsync(email, Http.Password, Cancelled);

        using var changed = await ChangePasswordAsync(laptop, Http.Password, NewPassword);
        (await changed.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Your password has been changed");

        await ShouldBeLoggedInAsync(laptop);
        await ShouldBeLoggedOutAsync(phone);
        await ShouldBeOverAsync(phone, shop);
        using var old = await phone.LogInAsync(email, Http.Password, Cancelled);
        old.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var current = await phone.LogInAsync(email, NewPassword, Cancelled);
        current.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("not the password", NewPassword, "This is not your password.")]
    [InlineData(Http.Password, "password123", "among the first that someone would try")]
    public async Task A_password_is_changed_by_whoever_knows_it_to_one_that_is_good(string current, string password, string problem)
    {
        using var browser = fixture.Application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var loggedIn = await browser.LogInAsync(email, Http.Password, Cancelled);

        using var refused = await ChangePasswordAsync(browser, current, password);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Cancelled)).ShouldContain(problem);
        using var unchanged = await browser.PasswordGrantAsync(email, Http.Password, Cancelled);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_administrators_password_is_changed_where_the_deployments_secrets_are()
    {
        using var browser = fixture.Application.CreateClient();
        using var loggedIn = await browser.LogInAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);

        using var page = await browser.GetAsync("/auth/password", Cancelled);

        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Set by the deployment");
    }

    [Theory]
    [InlineData("/auth/account")]
    [InlineData("/auth/password")]
    public async Task Pages_of_an_account_ask_to_log_in_first(string address)
    {
        using var browser = fixture.Application.CreateClient();

        using var response = await browser.GetAsync(address, Cancelled);

        FrontendLogin.Redirect(response, "/auth/login?").ShouldContain(Uri.EscapeDataString(address));
    }

    private static async Task<HttpResponseMessage> ChangePasswordAsync(HttpClient browser, string current, string password)
    {
        using var page = await browser.GetAsync("/auth/password", Cancelled);
        return await browser.PostFormAsync("/auth/password", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("current", current), ("password", password)]);
    }

    private HttpClient CopyOf(CookieContainer cookies)
    {
        var copies = new CookieContainer();
        copies.Add(cookies.GetAllCookies());
        return fixture.Application.CreateClient(copies);
    }

    private static async Task ShouldBeLoggedInAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new FrontendLogin(browser).AuthorizeAddress(("prompt", "none")), Cancelled);
        FrontendLogin.CallbackParameters(response).ShouldContainKey("code");
    }

    private static async Task ShouldBeLoggedOutAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new FrontendLogin(browser).AuthorizeAddress(("prompt", "none")), Cancelled);
        FrontendLogin.CallbackParameters(response)["error"].ShouldBe("login_required");
    }

    /// <summary>No new tokens come of these, and whoever asks is told that they have ended.</summary>
    private static async Task ShouldBeOverAsync(HttpClient client, JsonElement tokens)
    {
        using var refreshed = await client.TokenAsync(
            Cancelled, ("grant_type", "refresh_token"), ("client_id", "frontend"), ("client_secret", AuthApplication.FrontendSecret), ("refresh_token", tokens.Text("refresh_token")));
        (await refreshed.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

        using var introspected = await client.PostFormAsync(
            "/auth/connect/introspect", Cancelled, ("client_id", "frontend"), ("client_secret", AuthApplication.FrontendSecret), ("token", tokens.Text("access_token")));
        (await introspected.JsonAsync(Cancelled)).GetProperty("active").GetBoolean().ShouldBeFalse();

        using var me = await client.GetWithTokenAsync("/auth/me", tokens.Text("access_token"), Cancelled);
        me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

public sealed class SessionAgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_client_learns_when_the_password_was_entered_and_can_ask_for_a_recent_log_in()
    {
        await using var application = await AuthApplication.StartAsync(_folder.Sqlite, time: _time, cancellationToken: Cancelled);
        using var browser = application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        var login = new FrontendLogin(browser);
        var signedInAt = _time.GetUtcNow().ToUnixTimeSeconds();
        var tokens = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);
        AuthTime(tokens).ShouldBe(signedInAt);

        _time.Advance(TimeSpan.FromMinutes(10));
        using var recentEnough = await browser.GetAsync(login.AuthorizeAddress(("prompt", "none"), ("max_age", "3600")), Cancelled);
        AuthTime(await login.ExchangeAsync(FrontendLogin.CallbackParameters(recentEnough)["code"], Cancelled)).ShouldBe(signedInAt, "renewing a session is no log-in");
        using var quietly = await browser.GetAsync(login.AuthorizeAddress(("prompt", "none"), ("max_age", "300")), Cancelled);
        FrontendLogin.CallbackParameters(quietly)["error"].ShouldBe("login_required");

        using var asked = await browser.GetAsync(login.AuthorizeAddress(("max_age", "300")), Cancelled);
        using var page = await browser.GetAsync(FrontendLogin.Redirect(asked, "/auth/login?"), Cancelled);
        var hidden = await page.HiddenFieldsAsync(Cancelled);
        using var unanswered = await browser.GetAsync(hidden.Single(field => field.Name == "returnUrl").Value, Cancelled);
        FrontendLogin.Redirect(unanswered, "/auth/login?");
        using var submitted = await browser.PostFormAsync("/auth/login", Cancelled, [.. hidden, ("email", email), ("password", Http.Password)]);
        using var granted = await browser.GetAsync(FrontendLogin.Redirect(submitted, "/auth/connect/authorize?"), Cancelled);
        AuthTime(await login.ExchangeAsync(FrontendLogin.CallbackParameters(granted)["code"], Cancelled)).ShouldBe(_time.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_and_some_day_in_any_case()
    {
        await using var application = await AuthApplication.StartAsync(
            _folder.Sqlite, settings: new Dictionary<string, string?> { ["Auth:SignIn:IdleTimeout"] = "01:00:00", ["Auth:SignIn:Lifetime"] = "03:00:00" }, time: _time, cancellationToken: Cancelled);
        using var busy = application.CreateClient();
        var email = await busy.RegisterAsync(Cancelled);
        using var first = await busy.LogInAsync(email, Http.Password, Cancelled);
        using var idle = application.CreateClient();
        using var second = await idle.LogInAsync(email, Http.Password, Cancelled);

        for (var minutes = 0; minutes < 170; minutes += 40)
        {
            (await IsLoggedInAsync(busy)).ShouldBeTrue();
            _time.Advance(TimeSpan.FromMinutes(40));
        }

        (await IsLoggedInAsync(idle)).ShouldBeFalse();
        (await IsLoggedInAsync(busy)).ShouldBeFalse();
    }

    private static long AuthTime(JsonElement tokens) => new JsonWebToken(tokens.Text("id_token")).GetPayloadValue<long>("auth_time");

    private static async Task<bool> IsLoggedInAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync("/auth/account", Cancelled);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
