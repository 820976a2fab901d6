using System.Net;
using Auth.Tests.Running;

namespace Auth.Tests.Protocol;

public sealed class AuthorizationCodeOnSqliteTests(SqliteApplication fixture) : AuthorizationCodeTests(fixture), IClassFixture<SqliteApplication>;

public sealed class AuthorizationCodeOnPostgreSqlTests(PostgreSqlApplication fixture) : AuthorizationCodeTests(fixture), IClassFixture<PostgreSqlApplication>;

/// <summary>Every request of a log-in may go to another replica.</summary>
public abstract class AuthorizationCodeTests(ApplicationFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_logs_in_on_the_page_and_the_frontend_gets_tokens()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var login = new FrontendLogin(client);

        var callback = await login.LogInAsync(email, Http.Password, Cancelled);
        callback["state"].ShouldBe(login.State);
        callback["iss"].ShouldBe(AuthApplication.Issuer);

        var tokens = await login.ExchangeAsync(callback["code"], Cancelled);
        tokens.Text("token_type").ShouldBe("Bearer");

        var access = await AccessTokens.ValidateAsync(client, tokens.Text("access_token"), Cancelled);
        access.GetClaim("email").Value.ShouldBe(email);
        access.GetClaim("name").Value.ShouldBe(email);
        access.GetClaim("role").Value.ShouldBe("customer");
        access.Subject.ShouldNotBeNullOrEmpty();

        var identity = await AccessTokens.ValidateAsync(client, tokens.Text("id_token"), Cancelled, type: "JWT", audience: "frontend");
        identity.GetClaim("nonce").Value.ShouldBe(login.Nonce);
        identity.GetClaim("role").Value.ShouldBe("customer");
        identity.Subject.ShouldBe(access.Subject);

        using var userInfo = await client.GetWithTokenAsync("/auth/connect/userinfo", tokens.Text("access_token"), Cancelled);
        var claims = await userInfo.JsonAsync(Cancelled);
        claims.Text("sub").ShouldBe(access.Subject);
        claims.Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task Whoever_is_logged_in_already_is_not_asked_again()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        await new FrontendLogin(client).LogInAsync(email, Http.Password, Cancelled);

        using var second = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress(("prompt", "none")), Cancelled);

        FrontendLogin.CallbackParameters(second).ShouldContainKey("code");
    }

    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    public async Task The_frontend_can_have_people_asked_again(string prompt)
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        await new FrontendLogin(client).LogInAsync(email, Http.Password, Cancelled);

        var login = new FrontendLogin(client);
        using var asked = await client.GetAsync(login.AuthorizeAddress(("prompt", prompt)), Cancelled);
        using var page = await client.GetAsync(FrontendLogin.Redirect(asked, "/auth/login?"), Cancelled);
        var hidden = await page.HiddenFieldsAsync(Cancelled);

        // Going back without an answer is asked again.
        using var unanswered = await client.GetAsync(hidden.Single(field => field.Name == "returnUrl").Value, Cancelled);
        FrontendLogin.Redirect(unanswered, "/auth/login?");

        using var submitted = await client.PostFormAsync("/auth/login", Cancelled, [.. hidden, ("email", email), ("password", Http.Password)]);
        using var granted = await client.GetAsync(FrontendLogin.Redirect(submitted, "/auth/connect/authorize?"), Cancelled);
        FrontendLogin.CallbackParameters(granted).ShouldContainKey("code");
    }

    [Fact]
    public async Task Without_a_session_and_without_asking_there_is_no_code()
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress(("prompt", "none")), Cancelled);

        FrontendLogin.CallbackParameters(response)["error"].ShouldBe("login_required");
    }

    [Fact]
    public async Task The_prompt_create_leads_to_registration_and_from_there_into_the_shop()
    {
        using var client = fixture.Application.CreateClient();
        var login = new FrontendLogin(client);
        var email = AuthApplication.NewEmail();

        using var challenged = await client.GetAsync(login.AuthorizeAddress(("prompt", "create")), Cancelled);
        using var page = await client.GetAsync(FrontendLogin.Redirect(challenged, "/auth/register?"), Cancelled);
        using var submitted = await client.PostFormAsync(
            "/auth/register", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("email", email), ("password", Http.Password), ("name", "Ada")]);
        using var granted = await client.GetAsync(FrontendLogin.Redirect(submitted, "/auth/connect/authorize?"), Cancelled);

        var tokens = await login.ExchangeAsync(FrontendLogin.CallbackParameters(granted)["code"], Cancelled);
        (await AccessTokens.ValidateAsync(client, tokens.Text("access_token"), Cancelled)).GetClaim("name").Value.ShouldBe("Ada");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var login = new FrontendLogin(client);
        var code = (await login.LogInAsync(email, Http.Password, Cancelled))["code"];
        var tokens = await login.ExchangeAsync(code, Cancelled);

        using var replayed = await login.RequestTokensAsync(code, login.Verifier, AuthApplication.FrontendSecret, Cancelled);
        (await replayed.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

        // RFC 6749 §4.1.2: what was issued for the code must not live on either.
        using var me = await client.GetWithTokenAsync("/auth/me", tokens.Text("access_token"), Cancelled);
        me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_stolen_code_is_worth_nothing_without_the_verifier_and_the_secret()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var login = new FrontendLogin(client);
        var code = (await login.LogInAsync(email, Http.Password, Cancelled))["code"];

        using var withoutVerifier = await login.RequestTokensAsync(code, new string('x', 43), AuthApplication.FrontendSecret, Cancelled);
        (await withoutVerifier.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

        using var withoutSecret = await login.RequestTokensAsync(code, login.Verifier, "not-the-secret-at-all", Cancelled);
        (await withoutSecret.JsonAsync(Cancelled, HttpStatusCode.Unauthorized)).Text("error").ShouldBe("invalid_client");
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("response_type", "token")]
    [InlineData("response_mode", "form_post")]
    [InlineData("scope", "openid everything")]
    public async Task The_frontend_is_told_when_it_asks_for_something_else(string parameter, string? value)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress((parameter, value)), Cancelled);

        // Where the request is too broken to be answered by a redirect, a page says so.
        if (response.StatusCode == HttpStatusCode.Redirect)
        {
            FrontendLogin.CallbackParameters(response).ShouldContainKey("error");
        }
        else
        {
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/signin-oidc")]
    [InlineData("client_id", "someone")]
    public async Task A_stranger_gets_a_page_and_no_redirect(string parameter, string value)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.GetAsync(new FrontendLogin(client).AuthorizeAddress((parameter, value)), Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain("This link does not work");
    }
}
