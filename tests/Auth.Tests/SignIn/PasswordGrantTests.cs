using System.Net;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Auth.Tests.SignIn;

public sealed class PasswordGrantOnSqliteTests(SqliteApplication fixture) : PasswordGrantTests(fixture), IClassFixture<SqliteApplication>;

public sealed class PasswordGrantOnPostgreSqlTests(PostgreSqlApplication fixture) : PasswordGrantTests(fixture), IClassFixture<PostgreSqlApplication>;

public abstract class PasswordGrantTests(ApplicationFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_administrator_has_the_role()
    {
        using var client = fixture.Application.CreateClient();

        using var granted = await client.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled);

        var token = await AccessTokens.ValidateAsync(client, (await granted.JsonAsync(Cancelled)).Text("access_token"), Cancelled);
        token.GetClaim("role").Value.ShouldBe("admin");
        token.GetClaim("email").Value.ShouldBe(AuthApplication.AdminEmail);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_not_for_the_order_service()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "openid");

        var tokens = await granted.JsonAsync(Cancelled);
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(tokens.Text("access_token")).Audiences.ShouldNotContain("orders");
    }

    [Fact]
    public async Task The_board_is_for_administrators_and_the_answer_tells_others_so()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var customer = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "orders board");
        using var admin = await client.PasswordGrantAsync(AuthApplication.AdminEmail, AuthApplication.AdminPassword, Cancelled, scope: "orders board");

        var customers = await customer.JsonAsync(Cancelled);
        customers.Text("scope").ShouldBe("orders");
        (await AccessTokens.ValidateAsync(client, customers.Text("access_token"), Cancelled)).GetClaim("scope").Value.ShouldBe("orders");
        (await AccessTokens.ValidateAsync(client, (await admin.JsonAsync(Cancelled)).Text("access_token"), Cancelled)).GetClaim("scope").Value.ShouldBe("orders board");
    }

    [Fact]
    public async Task Nobody_but_an_administrator_gets_anything_by_asking_for_the_board_alone()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "board");

        var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken((await granted.JsonAsync(Cancelled)).Text("access_token"));
        token.Audiences.ShouldNotContain("orders");
        token.TryGetClaim("scope", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_answer_does_not_tell_whether_there_is_such_an_account()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var wrong = await client.PasswordGrantAsync(email, "not the password", Cancelled);
        using var unknown = await client.PasswordGrantAsync(AuthApplication.NewEmail(), "not the password", Cancelled);

        (await wrong.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
        unknown.StatusCode.ShouldBe(wrong.StatusCode);
        (await unknown.Content.ReadAsStringAsync(Cancelled)).ShouldBe(await wrong.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task While_an_account_is_locked_its_tokens_are_refused_for_now_and_kept()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");

        await LockAsync(email, DateTimeOffset.UtcNow.AddDays(1));
        using var refused = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        (await refused.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
        using var postponed = await client.RefreshAsync(refreshToken, Cancelled);
        postponed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        postponed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));

        await LockAsync(email, null);
        using var refreshed = await client.RefreshAsync(refreshToken, Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("grant_type", "implicit", "unsupported_grant_type")]
    [InlineData("client_id", "nobody", "invalid_client")]
    [InlineData("client_id", "reports", "invalid_client")]
    [InlineData("scope", "orders everything", "invalid_scope")]
    [InlineData("username", "", "invalid_request")]
    public async Task A_request_that_makes_no_sense_is_refused(string parameter, string value, string error)
    {
        using var client = fixture.Application.CreateClient();
        (string Name, string Value)[] form = [("grant_type", "password"), ("client_id", "cli"), ("username", "ada@example.com"), ("password", "whatever it is"), ("scope", "orders")];

        using var response = await client.TokenAsync(Cancelled, [.. form.Select(field => field.Name == parameter ? (parameter, value) : field)]);

        ((int)response.StatusCode).ShouldBeInRange(400, 401);
        System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled)).RootElement.Text("error").ShouldBe(error);
    }

    [Fact]
    public async Task The_frontend_may_not_use_passwords()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var response = await client.TokenAsync(
            Cancelled, ("grant_type", "password"), ("client_id", "frontend"), ("client_secret", AuthApplication.FrontendSecret), ("username", email), ("password", Http.Password));

        (await response.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("unauthorized_client");
    }

    [Fact]
    public async Task A_machine_acts_for_itself_with_the_roles_and_scopes_it_was_given()
    {
        using var client = fixture.Application.CreateClient();

        using var granted = await client.TokenAsync(
            Cancelled, ("grant_type", "client_credentials"), ("client_id", "reports"), ("client_secret", "a-secret-of-the-reports"), ("scope", "orders"));
        var token = await AccessTokens.ValidateAsync(client, (await granted.JsonAsync(Cancelled)).Text("access_token"), Cancelled);
        token.Subject.ShouldBe("reports");
        token.GetClaim("role").Value.ShouldBe("admin");

        using var idle = await client.TokenAsync(
            Cancelled, ("grant_type", "client_credentials"), ("client_id", "idle"), ("client_secret", "a-secret-of-the-idle"), ("scope", "orders"));
        idle.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var impostor = await client.TokenAsync(
            Cancelled, ("grant_type", "client_credentials"), ("client_id", "reports"), ("client_secret", "a-secret-of-the-idle"), ("scope", "orders"));
        (await impostor.JsonAsync(Cancelled, HttpStatusCode.Unauthorized)).Text("error").ShouldBe("invalid_client");
    }

    /// <summary>What an operator does to an account.</summary>
    private async Task LockAsync(string email, DateTimeOffset? until)
    {
        await using var scope = fixture.Application.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Users.Where(user => user.Email == email)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.LockoutEnd, until), Cancelled);
    }
}
