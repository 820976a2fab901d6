using System.Net;
using Npgsql;
using Tests.Databases;

namespace Order.Tests;

/// <summary>The database server goes away and comes back while the service runs.</summary>
public sealed class DatabaseOutageTests(OnPostgreSql databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_restart_of_the_server_no_request_meets_its_broken_connections()
    {
        await using var issuer = await TestIssuer.StartAsync(Cancellation);
        var connectionString = await databases.NewDatabaseAsync(Cancellation);
        await using var replica = await Replica.StartAsync(connectionString, issuer, Cancellation);
        using var client = replica.CreateClient();
        (await AskDatabaseAsync(client)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await PostgresServer.EndSessionsAsync(connectionString, Cancellation);

        (await AskDatabaseAsync(client)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_server_that_is_away_is_trouble_for_a_moment_and_then_forgotten()
    {
        await using var issuer = await TestIssuer.StartAsync(Cancellation);
        var server = new NpgsqlConnectionStringBuilder(await databases.NewDatabaseAsync(Cancellation));
        await using var cable = new Cable(new(IPAddress.Loopback, server.Port));
        server.Port = cable.Port;
        await using var replica = await Replica.StartAsync(server.ConnectionString, issuer, Cancellation);
        using var client = replica.CreateClient();
        (await AskDatabaseAsync(client)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await cable.CutAsync();

        var interrupted = await AskDatabaseAsync(client);
        interrupted.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        interrupted.Headers.RetryAfter.ShouldNotBeNull();
        interrupted.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        (await client.GetAsync("/health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK, "all replicas share the database; it is no reason to take any of them out of service");

        cable.Reconnect();
        (await AskDatabaseAsync(client)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Asks for what is not there, which no cache knows.</summary>
    private static Task<HttpResponseMessage> AskDatabaseAsync(HttpClient client) => client.GetAsync($"/orders/products/{Guid.NewGuid():n}", Cancellation);
}
