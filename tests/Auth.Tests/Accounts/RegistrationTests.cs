using System.Net;
using System.Net.Http.Json;
using System.Text;
using Auth.Tests.Running;

namespace Auth.Tests.Accounts;

public sealed class RegistrationOnSqliteTests(SqliteApplication fixture) : RegistrationTests(fixture), IClassFixture<SqliteApplication>;

public sealed class RegistrationOnPostgreSqlTests(PostgreSqlApplication fixture) : RegistrationTests(fixture), IClassFixture<PostgreSqlApplication>;

public abstract class RegistrationTests(ApplicationFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_created_and_knows_itself()
    {
        using var client = fixture.Application.CreateClient();
        var email = AuthApplication.NewEmail();

        using var response = await client.PostAsJsonAsync("/auth/register", new { email, password = Http.Password, name = "Grace" }, Cancelled);
        var accepted = await response.JsonAsync(Cancelled, HttpStatusCode.Accepted);
        accepted.GetProperty("confirmationRequired").GetBoolean().ShouldBeFalse("no mail server is configured");

        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        using var me = await client.GetWithTokenAsync("/auth/me", (await granted.JsonAsync(Cancelled)).Text("access_token"), Cancelled);
        var account = await me.JsonAsync(Cancelled);
        account.Text("email").ShouldBe(email);
        account.Text("name").ShouldBe("Grace");
        account.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["customer"]);
    }

    [Theory]
    [InlineData("not-an-address", "correct horse", "email")]
    [InlineData("", "correct horse", "email")]
    [InlineData("two@at@example.com", "correct horse", "email")]
    [InlineData("spaced out@example.com", "correct horse", "email")]
    [InlineData("Ada <ada@example.com>", "correct horse", "email")]
    [InlineData("ada@example.com", "short", "password")]
    [InlineData("ada@example.com", "", "password")]
    [InlineData("ada@example.com", "password123", "password")]
    [InlineData("ada@example.com", "aaaaaaaaaa", "password")]
    [InlineData("ada.lovelace@example.com", "ada.lovelace", "password")]
    public async Task What_is_wrong_is_told_by_field(string email, string password, string field)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.PostAsJsonAsync("/auth/register", new { email, password }, Cancelled);

        var problem = await response.JsonAsync(Cancelled, HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
    }

    [Fact]
    public async Task Very_long_values_are_refused_too()
    {
        using var client = fixture.Application.CreateClient();
        var body = new { email = new string('a', 250) + "@example.com", password = string.Concat(Enumerable.Repeat("abcd", 40)), name = new string('n', 101) };

        using var response = await client.PostAsJsonAsync("/auth/register", body, Cancelled);

        var problem = await response.JsonAsync(Cancelled, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["email", "password", "name"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("application/json", "{\"email\":", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "[]", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "email=ada", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_cannot_be_read_is_a_problem_of_the_client(string type, string body, HttpStatusCode expected)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.PostAsync("/auth/register", new StringContent(body, Encoding.UTF8, type), Cancelled);

        response.StatusCode.ShouldBe(expected);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_answer_is_the_same_for_an_address_that_has_an_account()
    {
        using var client = fixture.Application.CreateClient();
        var email = AuthApplication.NewEmail();

        using var first = await client.PostAsJsonAsync("/auth/register", new { email, password = Http.Password }, Cancelled);
        using var second = await client.PostAsJsonAsync("/auth/register", new { email, password = "another one of nobody" }, Cancelled);

        second.StatusCode.ShouldBe(first.StatusCode);
        second.Headers.ToString().ShouldBe(first.Headers.ToString());
        (await second.Content.ReadAsStringAsync(Cancelled)).ShouldBe(await first.Content.ReadAsStringAsync(Cancelled));
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.OK, "the account is its owner's as before");
    }

    [Theory]
    [InlineData("{0}@EXAMPLE.com")]
    [InlineData(" {0}@example.com ")]
    [InlineData("{0}\uFF20example\u3002com")]
    public async Task An_address_has_one_account_however_it_is_written(string spelling)
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var other = string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, email.Split('@')[0].ToUpperInvariant());

        using var registered = await client.PostAsJsonAsync("/auth/register", new { email = other, password = "another one of nobody" }, Cancelled);
        registered.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        using var taken = await client.PasswordGrantAsync(other, "another one of nobody", Cancelled);
        taken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var granted = await client.PasswordGrantAsync(other, Http.Password, Cancelled);
        granted.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("zero\u200Bwidth@example.com")]
    [InlineData("ada@exam\u00ADple.com")]
    [InlineData("\u0430da@example.com")]
    [InlineData("ada@b\u00FCcher.example")]
    [InlineData("ada\u0000@example.com")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    [InlineData("\"ada lovelace\"@example.com")]
    [InlineData("ada@[192.0.2.1]")]
    [InlineData("ada@-example.com")]
    public async Task An_address_that_only_looks_like_another_is_refused(string email)
    {
        using var client = fixture.Application.CreateClient();

        using var response = await client.PostAsJsonAsync("/auth/register", new { email, password = Http.Password }, Cancelled);

        var problem = await response.JsonAsync(Cancelled, HttpStatusCode.BadRequest);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["email"]);
    }

    [Fact]
    public async Task Of_many_who_want_the_same_address_at_once_one_gets_it()
    {
        using var client = fixture.Application.CreateClient();
        var email = AuthApplication.NewEmail();
        var passwords = Enumerable.Range(0, 8).Select(number => $"correct horse battery {number}").ToList();

        await Task.WhenAll(passwords.Select(async password =>
        {
            using var response = await client.PostAsJsonAsync("/auth/register", new { email, password }, Cancelled);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }));

        var owners = 0;
        foreach (var password in passwords)
        {
            using var granted = await client.PasswordGrantAsync(email, password, Cancelled);
            owners += granted.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        owners.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_token_nobody_is_known()
    {
        using var client = fixture.Application.CreateClient();

        using var anonymous = await client.GetAsync("/auth/me", Cancelled);
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        anonymous.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");

        using var forged = await client.GetWithTokenAsync("/auth/me", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", Cancelled);
        forged.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
