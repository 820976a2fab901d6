using Auth.Data;
using Auth.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OpenIddict.EntityFrameworkCore.Models;
using Tests.Databases;

namespace Auth.Tests.Protocol;

public sealed class TokenPruningTests(PostgresServer postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Expired_tokens_are_removed_and_refresh_tokens_kept_while_their_reuse_matters(DatabaseProvider provider)
    {
        using var folder = new TemporaryFolder();
        var database = provider == DatabaseProvider.Sqlite ? folder.Sqlite : await postgres.CreateDatabaseAsync(Cancelled);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var application = await AuthApplication.StartAsync(database, time: time, cancellationToken: Cancelled);
        using var client = application.CreateClient();
        var email = await client.RegisterAsync(Cancelled);
        using var granted = await client.PasswordGrantAsync(email, Http.Password, Cancelled);
        using var refreshed = await client.RefreshAsync((await granted.JsonAsync(Cancelled)).Text("refresh_token"), Cancelled);
        (await TypesAsync(application)).ShouldBe(["access_token", "access_token", "refresh_token", "refresh_token"]);

        await UntilAsync(application, time, TimeSpan.FromHours(1), types => types.SequenceEqual(["refresh_token", "refresh_token"]));

        await UntilAsync(application, time, TimeSpan.FromDays(5), types => types.Count == 0);
    }

    private static async Task UntilAsync(AuthApplication application, FakeTimeProvider time, TimeSpan step, Func<List<string>, bool> condition)
    {
        for (var looks = 0; ; looks++)
        {
            var types = await TypesAsync(application);
            if (condition(types))
            {
                return;
            }

            looks.ShouldBeLessThan(200, $"still there: {string.Join(", ", types)}");
            time.Advance(step);
            await Task.Delay(50, Cancelled);
        }
    }

    private static async Task<List<string>> TypesAsync(AuthApplication application)
    {
        await using var scope = application.Services.CreateAsyncScope();
        var types = await scope.ServiceProvider.GetRequiredService<AuthDbContext>().Set<OpenIddictEntityFrameworkCoreToken>().Select(token => token.Type!).ToListAsync(Cancelled);
        return [.. types.Select(type => type.Split(':')[^1]).Order(StringComparer.Ordinal)];
    }
}
