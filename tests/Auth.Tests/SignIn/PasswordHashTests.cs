using System.Buffers.Binary;
using System.Net;
using Auth.Data;
using Auth.Tests.Running;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Auth.Tests.SignIn;

public sealed class PasswordHashTests(SqliteApplication fixture) : IClassFixture<SqliteApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hash_of_before_is_replaced_when_its_owner_logs_in_and_no_session_ends_by_it()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        var refreshToken = (await granted.JsonAsync(Cancelled)).Text("refresh_token");
        await SetHashAsync(email, new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 10 })).HashPassword(new User(), Http.Password));

        using var again = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await IterationsAsync(email)).ShouldBe(AuthReplica.HashIterations);
        using var refreshed = await client.RefreshAsync(refreshToken, Cancelled);
        refreshed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_password_replaces_nothing()
    {
        using var client = fixture.Application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        await SetHashAsync(email, new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 10 })).HashPassword(new User(), Http.Password));

        using var refused = await client.PasswordGrantAsync(email, "not the password", Cancelled);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await IterationsAsync(email)).ShouldBe(10);
    }

    private async Task SetHashAsync(string email, string hash)
    {
        await using var scope = fixture.Application.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Users.Where(user => user.Email == email)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.PasswordHash, hash), Cancelled);
    }

    private async Task<int> IterationsAsync(string email)
    {
        await using var scope = fixture.Application.Services.CreateAsyncScope();
        var hash = await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Users.Where(user => user.Email == email).Select(user => user.PasswordHash!).SingleAsync(Cancelled);
        return (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
    }
}
