using System.Net;
using System.Text.Json;
using Auth.Tests.Running;

namespace Auth.Tests.Protocol;

public sealed class DeviceOnSqliteTests(SqliteApplication fixture) : DeviceTests(fixture), IClassFixture<SqliteApplication>;

public sealed class DeviceOnPostgreSqlTests(PostgreSqlApplication fixture) : DeviceTests(fixture), IClassFixture<PostgreSqlApplication>;

/// <summary>The command line gets tokens by a code that a person confirms in a browser (RFC 8628).</summary>
public abstract class DeviceTests(ApplicationFixture fixture)
{
    private const string DeviceCode = "urn:ietf:params:oauth:grant-type:device_code";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_logs_in_looks_at_the_code_and_lets_the_command_line_in()
    {
        using var terminal = fixture.Application.CreateClient();
        var asked = await AskAsync(terminal);
        asked.Text("verification_uri").ShouldBe(AuthApplication.Issuer + "/device");
        using var early = await PollAsync(terminal, asked);
        (await early.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("authorization_pending");

        using var browser = fixture.Application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var stranger = await browser.GetAsync(asked.Text("verification_uri_complete"), Cancelled);
        using var login = await browser.GetAsync(FrontendLogin.Redirect(stranger, "/auth/login?"), Cancelled);
        using var loggedIn = await browser.PostFormAsync("/auth/login", Cancelled, [.. await login.HiddenFieldsAsync(Cancelled), ("email", email), ("password", Http.Password)]);
        using var page = await browser.GetAsync(FrontendLogin.Redirect(loggedIn, "/auth/device?"), Cancelled);
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        html.ShouldContain("Command line");
        html.ShouldContain(email);
        html.ShouldContain(asked.Text("user_code"));
        html.ShouldContain("orders");
        using var allowed = await browser.PostFormAsync("/auth/device", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("decision", "allow")]);
        using var done = await browser.GetAsync(FrontendLogin.Redirect(allowed, "/auth/device/done"), Cancelled);
        (await done.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Your device is connected");

        using var granted = await PollAsync(terminal, asked);
        var tokens = await granted.JsonAsync(Cancelled);
        (await AccessTokens.ValidateAsync(terminal, tokens.Text("access_token"), Cancelled)).GetClaim("email").Value.ShouldBe(email);
        using var refreshed = await terminal.RefreshAsync(tokens.Text("refresh_token"), Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var replayed = await PollAsync(terminal, asked);
        replayed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_person_who_has_not_started_it_says_no()
    {
        using var terminal = fixture.Application.CreateClient();
        var asked = await AskAsync(terminal);
        using var browser = await LoggedInAsync();
        using var page = await browser.GetAsync(asked.Text("verification_uri_complete"), Cancelled);

        using var denied = await browser.PostFormAsync("/auth/device", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("decision", "deny")]);

        FrontendLogin.Redirect(denied, "/auth/device/done");
        using var polled = await PollAsync(terminal, asked);
        (await polled.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("access_denied");
    }

    [Fact]
    public async Task Another_site_cannot_confirm_a_code_for_somebody()
    {
        using var terminal = fixture.Application.CreateClient();
        var asked = await AskAsync(terminal);
        using var browser = await LoggedInAsync();

        using var forged = await browser.PostFormAsync("/auth/device", Cancelled, ("user_code", asked.Text("user_code")), ("decision", "allow"));

        forged.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await forged.Content.ReadAsStringAsync(Cancelled)).ShouldContain("use your account?");
        using var polled = await PollAsync(terminal, asked);
        (await polled.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("authorization_pending");
    }

    [Fact]
    public async Task Codes_are_not_found_by_trying()
    {
        using var browser = await LoggedInAsync();
        HttpStatusCode status;
        var guesses = 0;
        do
        {
            using var response = await browser.GetAsync($"/auth/device?user_code=0000-0000-{guesses:0000}", Cancelled);
            status = response.StatusCode;
            guesses++;
        }
        while (status == HttpStatusCode.BadRequest && guesses < 50);

        status.ShouldBe(HttpStatusCode.TooManyRequests);
        guesses.ShouldBe(11);
    }

    private async Task<HttpClient> LoggedInAsync()
    {
        var browser = fixture.Application.CreateClient();
        var email = await browser.RegisterAsync(Cancelled);
        using var loggedIn = await browser.LogInAsync(email, Http.Password, Cancelled);
        return browser;
    }

    private static async Task<JsonElement> AskAsync(HttpClient terminal)
    {
        using var response = await terminal.PostFormAsync("/auth/connect/device", Cancelled, ("client_id", "cli"), ("scope", "orders offline_access"));
        return await response.JsonAsync(Cancelled);
    }

    private static Task<HttpResponseMessage> PollAsync(HttpClient terminal, JsonElement asked) =>
        terminal.TokenAsync(Cancelled, ("grant_type", DeviceCode), ("client_id", "cli"), ("device_code", asked.Text("device_code")));
}

public sealed class PasswordGrantSwitchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    public async Task Passwords_are_handed_over_by_programs_in_Development_only_unless_it_is_configured(string environment, string? setting, bool isAllowed)
    {
        await using var application = await AuthApplication.StartAsync(
            _folder.Sqlite, settings: new Dictionary<string, string?> { ["Auth:CommandLine:PasswordGrant"] = setting }, environment: environment, cancellationToken: Cancelled);
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var response = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        using var discovery = await client.GetAsync("/auth/.well-known/openid-configuration", Cancelled);

        response.StatusCode.ShouldBe(isAllowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        var grants = (await discovery.JsonAsync(Cancelled)).GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()).ToList();
        grants.Contains("password").ShouldBe(isAllowed);
        grants.ShouldContain("urn:ietf:params:oauth:grant-type:device_code");
    }
}
