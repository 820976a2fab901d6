using System.Net;
using Npgsql;

namespace Order.Tests;

/// <summary>The service on a database that belongs to a role of its own, which may have to be waited for.</summary>
public sealed class DatabaseRoleTests(OnPostgreSql databases)
{
    private const string NotYet = "The database cannot be used yet";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_starts_before_its_role_is_ready_once_the_role_is()
    {
        await using var issuer = await TestIssuer.StartAsync(Cancellation);
        var (superuser, own) = await NameAsync();

        using var log = new LogLines();
        var starting = Replica.StartAsync(own.ConnectionString, issuer, log, Cancellation);

        // First there is no role, then no database, and at last the database is somebody else's.
        await log.WaitForAsync(NotYet, Cancellation);
        await ExecuteAsync(superuser, $"CREATE ROLE {own.Username} LOGIN PASSWORD '{own.Password}'");
        await log.WaitForAsync(NotYet, Cancellation);
        await ExecuteAsync(superuser, $"CREATE DATABASE {own.Database}");
        await log.WaitForAsync(NotYet, Cancellation);
        starting.IsCompleted.ShouldBeFalse();
        await ExecuteAsync(superuser, $"ALTER DATABASE {own.Database} OWNER TO {own.Username}");

        await using var replica = await starting;
        using var client = replica.CreateClient();
        (await client.GetAsync("/orders/products", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Migrations_need_no_right_but_that_of_the_owner()
    {
        await using var issuer = await TestIssuer.StartAsync(Cancellation);
        var (superuser, own) = await NameAsync();
        await ExecuteAsync(superuser, $"CREATE ROLE {own.Username} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{own.Password}'");
        await ExecuteAsync(superuser, $"CREATE DATABASE {own.Database} OWNER {own.Username}");
        await ExecuteAsync(superuser, $"REVOKE CONNECT, TEMPORARY ON DATABASE {own.Database} FROM PUBLIC");

        await using var replica = await Replica.StartAsync(own.ConnectionString, issuer, Cancellation);

        using var client = replica.CreateClient();
        (await client.GetAsync("/orders/products", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(NpgsqlConnectionStringBuilder Superuser, NpgsqlConnectionStringBuilder Own)> NameAsync()
    {
        var superuser = new NpgsqlConnectionStringBuilder(await databases.NewDatabaseAsync(Cancellation));
        var own = new NpgsqlConnectionStringBuilder(superuser.ConnectionString) { Username = $"role_{Guid.NewGuid():n}", Password = Guid.NewGuid().ToString("n") };
        return (new(superuser.ConnectionString) { Database = "postgres", Pooling = false }, own);
    }

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder superuser, string sql)
    {
        await using var connection = new NpgsqlConnection(superuser.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
