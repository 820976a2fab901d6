using System.Net;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Tests.Databases;

namespace Auth.Tests.Protocol;

public sealed class RefreshTokenOnSqliteTests(SqliteApplication fixture) : RefreshTokenTests(fixture), IClassFixture<SqliteApplication>;

public sealed class RefreshTokenOnPostgreSqlTests(PostgreSqlApplication fixture) : RefreshTokenTests(fixture), IClassFixture<PostgreSqlApplication>;

public abstract class RefreshTokenTests(ApplicationFixture fixture)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_new_tokens()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var first = await granted.JsonAsync(Cancelled);

        using var refreshed = await client.RefreshAsync(first.Text("refresh_token"), Cancelled);
        var second = await refreshed.JsonAsync(Cancelled);

        second.Text("refresh_token").ShouldNotBe(first.Text("refresh_token"));
        var access = await AccessTokens.ValidateAsync(client, second.Text("access_token"), Cancelled);
        access.GetClaim("email").Value.ShouldBe(email);
        access.GetClaim("scope").Value.ShouldBe("orders offline_access");
    }

    [Fact]
    public async Task A_token_of_a_narrower_refresh_is_for_no_more_than_was_asked_for()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "openid orders offline_access");
        var first = await granted.JsonAsync(Cancelled);
        new JsonWebToken(first.Text("access_token")).Audiences.ShouldBe(["orders"]);

        using var refreshed = await client.RefreshAsync(first.Text("refresh_token"), Cancelled, scope: "openid");

        var narrow = new JsonWebToken((await refreshed.JsonAsync(Cancelled)).Text("access_token"));
        narrow.GetClaim("scope").Value.ShouldBe("openid");
        narrow.Audiences.ShouldNotContain("orders");
    }

    [Fact]
    public async Task A_refresh_cannot_ask_for_more_than_was_granted()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "openid offline_access");
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");

        using var refreshed = await client.RefreshAsync(refreshToken, Cancelled, scope: "openid orders");

        (await refreshed.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Who_is_an_administrator_no_longer_loses_the_board_with_the_next_refresh()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        await using var scope = fixture.Application.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByEmailAsync(email)).ShouldNotBeNull();
        (await users.AddToRoleAsync(user, "admin")).Succeeded.ShouldBeTrue();
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "board orders offline_access");
        var first = await granted.JsonAsync(Cancelled);
        new JsonWebToken(first.Text("access_token")).GetClaim("scope").Value.ShouldContain("board");

        (await users.RemoveFromRoleAsync(user, "admin")).Succeeded.ShouldBeTrue();
        using var refreshed = await client.RefreshAsync(first.Text("refresh_token"), Cancelled);

        (await AccessTokens.ValidateAsync(client, (await refreshed.JsonAsync(Cancelled)).Text("access_token"), Cancelled))
            .GetClaim("scope").Value.ShouldBe("orders offline_access");
    }

    [Fact]
    public async Task Two_replicas_of_a_client_may_refresh_at_the_same_moment()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.RefreshAsync(refreshToken, Cancelled)));

        foreach (var response in responses)
        {
            var tokens = await response.JsonAsync(Cancelled);
            using var next = await client.RefreshAsync(tokens.Text("refresh_token"), Cancelled);
            next.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Dispose();
        }
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);

        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled, scope: "orders");

        (await granted.JsonAsync(Cancelled)).TryGetProperty("refresh_token", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("refresh_token")]
    [InlineData("access_token")]
    public async Task A_revoked_token_is_refused_by_every_replica(string kind)
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var tokens = await granted.JsonAsync(Cancelled);

        using var revoked = await client.PostFormAsync("/auth/connect/revoke", Cancelled, ("client_id", "cli"), ("token", tokens.Text(kind)));
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);

        for (var replica = 0; replica < 2; replica++)
        {
            if (kind == "access_token")
            {
                using var me = await client.GetWithTokenAsync("/auth/me", tokens.Text("access_token"), Cancelled);
                me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            }
            else
            {
                using var refreshed = await client.RefreshAsync(tokens.Text("refresh_token"), Cancelled);
                (await refreshed.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
            }
        }
    }

    [Fact]
    public async Task Another_client_cannot_use_it()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");

        using var stolen = await client.TokenAsync(
            Cancelled, ("grant_type", "refresh_token"), ("client_id", "frontend"), ("client_secret", AuthApplication.FrontendSecret), ("refresh_token", refreshToken));

        (await stolen.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task The_frontend_can_look_into_its_own_tokens()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        var login = new FrontendLogin(client);
        var tokens = await login.ExchangeAsync((await login.LogInAsync(email, Http.Password, Cancelled))["code"], Cancelled);

        using var response = await client.PostFormAsync(
            "/auth/connect/introspect", Cancelled, ("client_id", "frontend"), ("client_secret", AuthApplication.FrontendSecret), ("token", tokens.Text("refresh_token")));

        (await response.JsonAsync(Cancelled)).GetProperty("active").GetBoolean().ShouldBeTrue();
    }
}

public sealed class RefreshTokenReuseTests(PostgresServer postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_exchanged_token_that_turns_up_later_ends_the_whole_chain(DatabaseProvider provider)
    {
        using var folder = new TemporaryFolder();
        var database = provider == DatabaseProvider.Sqlite ? folder.Sqlite : await postgres.CreateDatabaseAsync(Cancelled);
        await using var application = await AuthApplication.StartAsync(
            database, replicas: 2, new Dictionary<string, string?> { ["Auth:Tokens:RefreshTokenReuseLeeway"] = "00:00:00" }, cancellationToken: Cancelled);
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var stolen = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        using var refreshed = await client.RefreshAsync(stolen, Cancelled);
        var current = await refreshed.JsonAsync(Cancelled);

        using var reused = await client.RefreshAsync(stolen, Cancelled);
        (await reused.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

        // Thief or owner, nobody can tell: both must log in again.
        using var owner = await client.RefreshAsync(current.Text("refresh_token"), Cancelled);
        (await owner.JsonAsync(Cancelled, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
        using var me = await client.GetWithTokenAsync("/auth/me", current.Text("access_token"), Cancelled);
        me.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
