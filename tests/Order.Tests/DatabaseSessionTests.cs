using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Order.Data;

namespace Order.Tests;

/// <summary>Sessions with the server are used again without being cleared first.</summary>
public sealed class DatabaseSessionTests(OnPostgreSql databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_a_session_that_has_migrated_or_listened()
    {
        var connectionString = await databases.NewDatabaseAsync(Cancellation);
        await using (var before = await Shop.OpenAsync(connectionString, Cancellation))
        {
            await Eventually.Async(() => Task.FromResult(before.Service<ReplicaSignals>(0).IsListening && before.Service<ReplicaSignals>(1).IsListening), Cancellation);
        }

        await using var shop = await Shop.OpenAsync(connectionString, Cancellation);
        var scopes = Enumerable.Range(0, 8).Select(_ => shop.Service<IServiceScopeFactory>().CreateAsyncScope()).ToList();
        foreach (var scope in scopes)
        {
            var database = scope.ServiceProvider.GetRequiredService<OrderDbContext>().Database;

            // Stays open, so that the next one gets another.
            await database.OpenConnectionAsync(Cancellation);
            (await database.SqlQueryRaw<string>("""SELECT current_setting('lock_timeout') AS "Value" """).SingleAsync(Cancellation)).ShouldBe("0");
            (await database.SqlQueryRaw<string>("""SELECT pg_listening_channels() AS "Value" """).ToListAsync(Cancellation)).ShouldBeEmpty();
        }

        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }
    }
}
