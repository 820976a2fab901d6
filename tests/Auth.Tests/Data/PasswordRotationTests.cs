using System.Net;
using System.Net.Http.Json;
using Auth.Tests.Running;
using Npgsql;
using Tests.Databases;

namespace Auth.Tests.Data;

/// <summary>The database's password is changed while the service works.</summary>
public sealed class PasswordRotationTests(PostgresServer postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_knows_both_passwords_connects_before_and_after_the_change()
    {
        var server = await postgres.CreateDatabaseAsync(Cancelled);
        var role = $"role_{Guid.NewGuid():n}";
        await ExecuteAsync(server, $"CREATE ROLE {role} LOGIN SUPERUSER PASSWORD 'old'");
        await using var application = await AuthApplication.StartAsync(
            As(server, role, "new"),
            settings: new Dictionary<string, string?> { ["ConnectionStrings:authdb:Previous"] = As(server, role, "old") },
            cancellationToken: Cancelled);
        using var client = application.CreateClient();
        await RegisterAsync(client);

        await ExecuteAsync(server, $"ALTER ROLE {role} PASSWORD 'new'");
        await EndSessionsAsync(server, role);
        await RegisterAsync(client);

        // And back again, as when a change is undone.
        await ExecuteAsync(server, $"ALTER ROLE {role} PASSWORD 'old'");
        await EndSessionsAsync(server, role);
        await RegisterAsync(client);
    }

    private static async Task RegisterAsync(HttpClient client)
    {
        // The first connection out of the pool may be one whose session has just been ended.
        for (var attempt = 0; ; attempt++)
        {
            using var registered = await client.PostAsJsonAsync("/auth/register", new { email = AuthApplication.NewEmail(), password = Http.Password }, Cancelled);
            if (registered.StatusCode is HttpStatusCode.Accepted || attempt == 20)
            {
                registered.StatusCode.ShouldBe(HttpStatusCode.Accepted);
                return;
            }
        }
    }

    private static Task EndSessionsAsync(string server, string role) => ExecuteAsync(server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

    private static string As(string server, string role, string password) => new NpgsqlConnectionStringBuilder(server) { Username = role, Password = password }.ConnectionString;

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
