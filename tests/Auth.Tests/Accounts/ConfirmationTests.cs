using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Auth.Tests.Running;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Tests.Databases;

namespace Auth.Tests.Accounts;

/// <summary>With a mail server: addresses are confirmed, and nobody but their owners learns which have accounts.</summary>
public sealed partial class ConfirmationTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SentMails _mails = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_account_works_once_its_owner_has_opened_the_link_and_entered_the_password(DatabaseProvider provider)
    {
        await using var application = await StartAsync(provider);
        using var browser = application.CreateClient();
        var (email, page) = await RegisterAsync(browser);
        page.ShouldContain("Check your mail");

        using var tooEarly = await browser.PasswordGrantAsync(email, Http.Password, Cancelled);
        (await tooEarly.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

        var mail = await _mails.NextAsync(Cancelled);
        mail.To.ShouldBe(email);
        var link = Link(mail.Text);
        link.ShouldStartWith(AuthApplication.Issuer + "/confirm?");
        using var finder = application.CreateClient();
        using var wrong = await OpenAsync(finder, link, ("password", "not the password"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var right = await OpenAsync(browser, link, ("password", Http.Password));
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        right.Headers.Location!.OriginalString.ShouldBe("/basket", "the way that was interrupted goes on");

        using var granted = await browser.PasswordGrantAsync(email, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Page_and_API_answer_the_same_for_known_and_unknown_addresses_and_the_owner_is_told()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite);
        using var client = application.CreateClient();
        var (known, first) = await RegisterAsync(client);
        using var confirmed = await OpenAsync(client, Link((await _mails.NextAsync(Cancelled)).Text), ("password", Http.Password));

        using var stranger = application.CreateClient();
        var (_, again) = await RegisterAsync(stranger, known);
        using var knownToApi = await stranger.PostAsJsonAsync("/auth/register", new { email = known, password = Http.Password }, Cancelled);
        using var unknownToApi = await stranger.PostAsJsonAsync("/auth/register", new { email = AuthApplication.NewEmail(), password = Http.Password }, Cancelled);

        again.ShouldBe(first);
        knownToApi.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await knownToApi.Content.ReadAsStringAsync(Cancelled)).ShouldBe(await unknownToApi.Content.ReadAsStringAsync(Cancelled));
        var notice = await _mails.NextAsync(Cancelled);
        notice.To.ShouldBe(known);
        notice.Text.ShouldContain("which has one already");
    }

    [Fact]
    public async Task Logging_in_with_the_right_password_sends_the_link_again_and_with_a_wrong_one_tells_nothing()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite);
        using var browser = application.CreateClient();
        var (email, _) = await RegisterAsync(browser);
        await _mails.NextAsync(Cancelled);

        using var wrong = await browser.LogInAsync(email, "not the password", Cancelled);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var unknown = await browser.LogInAsync(AuthApplication.NewEmail(), "not the password", Cancelled);
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var right = await browser.LogInAsync(email, Http.Password, Cancelled);

        (await right.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Check your mail");
        Link((await _mails.NextAsync(Cancelled)).Text).ShouldContain("/confirm?");
    }

    [Fact]
    public async Task A_link_ages()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite);
        using var browser = application.CreateClient();
        await RegisterAsync(browser);
        var link = Link((await _mails.NextAsync(Cancelled)).Text);

        using var forged = await OpenAsync(browser, link, ("password", Http.Password), ("token", "CfDJ8-of-nobody"));
        (await forged.Content.ReadAsStringAsync(Cancelled)).ShouldContain("This link is too old");
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_link_that_works_once_and_everyone_else_is_logged_out()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite);
        using var browser = application.CreateClient();
        var (email, _) = await RegisterAsync(browser);
        using var confirmed = await OpenAsync(browser, Link((await _mails.NextAsync(Cancelled)).Text), ("password", Http.Password));
        using var granted = await browser.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");

        using var elsewhere = application.CreateClient();
        var known = await ForgetAsync(elsewhere, email);
        var unknown = await ForgetAsync(elsewhere, AuthApplication.NewEmail());
        known.ShouldBe(unknown);
        var link = Link((await _mails.NextAsync(Cancelled)).Text);
        _mails.HasMore.ShouldBeFalse("nobody else gets one");

        using var tooCommon = await OpenAsync(elsewhere, link, ("password", "password123"));
        tooCommon.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var reset = await OpenAsync(elsewhere, link, ("password", "a battery of horses"));
        reset.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _mails.NextAsync(Cancelled)).Subject.ShouldContain("has been changed");

        using var old = await browser.PasswordGrantAsync(email, Http.Password, Cancelled);
        old.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var refreshed = await browser.RefreshAsync(refreshToken, Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var account = await browser.GetAsync("/auth/account", Cancelled);
        account.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var current = await elsewhere.PasswordGrantAsync(email, "a battery of horses", Cancelled);
        current.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var twice = await OpenAsync(elsewhere, link, ("password", "yet another battery"));
        (await twice.Content.ReadAsStringAsync(Cancelled)).ShouldContain("This link does not work any more");
    }

    [Fact]
    public async Task The_administrators_password_cannot_be_reset_by_mail()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite);
        using var browser = application.CreateClient();

        await ForgetAsync(browser, AuthApplication.AdminEmail);
        await RegisterAsync(browser);

        (await _mails.NextAsync(Cancelled)).Subject.ShouldStartWith("Confirm", customMessage: "the mail of the registration is the first");
    }

    [Fact]
    public async Task Nobody_is_pestered_with_mails()
    {
        await using var application = await StartAsync(DatabaseProvider.Sqlite, ("Auth:Limits:Mails:Burst", "2"));
        using var browser = application.CreateClient();
        var (email, _) = await RegisterAsync(browser);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await ForgetAsync(browser, email);
        }

        await _mails.NextAsync(Cancelled);
        await _mails.NextAsync(Cancelled);
        var (other, _) = await RegisterAsync(browser);
        (await _mails.NextAsync(Cancelled)).To.ShouldBe(other);
    }

    private async Task<AuthApplication> StartAsync(DatabaseProvider provider, params (string Key, string Value)[] settings) => await AuthApplication.StartAsync(
        provider == DatabaseProvider.Sqlite ? _folder.Sqlite : await postgres.CreateDatabaseAsync(Cancelled),
        settings: settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        time: _time,
        mails: _mails,
        cancellationToken: Cancelled);

    private static async Task<(string Email, string Page)> RegisterAsync(HttpClient browser, string? email = null)
    {
        email ??= AuthApplication.NewEmail();
        using var page = await browser.GetAsync("/auth/register?returnUrl=%2Fbasket", Cancelled);
        using var sent = await browser.PostFormAsync("/auth/register", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("email", email), ("password", Http.Password)]);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (email, await sent.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<string> ForgetAsync(HttpClient browser, string email)
    {
        using var page = await browser.GetAsync("/auth/forgot", Cancelled);
        using var sent = await browser.PostFormAsync("/auth/forgot", Cancelled, [.. await page.HiddenFieldsAsync(Cancelled), ("email", email)]);
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await sent.Content.ReadAsStringAsync(Cancelled);
    }

    /// <summary>Opens a mailed link and sends its form.</summary>
    private static async Task<HttpResponseMessage> OpenAsync(HttpClient browser, string link, params (string Name, string Value)[] fields)
    {
        using var page = await browser.GetAsync(link, Cancelled);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var hidden = (await page.HiddenFieldsAsync(Cancelled)).Where(field => fields.All(other => other.Name != field.Name));
        return await browser.PostFormAsync(new Uri(link).AbsolutePath, Cancelled, [.. hidden, .. fields]);
    }

    private static string Link(string text) => Address().Match(text).Value;

    [GeneratedRegex(@"https://\S+\?\S+")]
    private static partial Regex Address();
}
