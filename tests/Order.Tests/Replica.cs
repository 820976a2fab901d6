using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Order.Data;

namespace Order.Tests;

/// <summary>One instance of the order service on Kestrel, on a port of its own.</summary>
internal sealed class Replica : WebApplicationFactory<Program>
{
    private readonly IReadOnlyList<(string Key, string Value)> _settings;
    private readonly LogLines? _log;

    private Replica(IReadOnlyList<(string Key, string Value)> settings, LogLines? log)
    {
        (_settings, _log) = (settings, log);
        UseKestrel();
    }

    public static Task<Replica> StartAsync(string connectionString, TestIssuer issuer, CancellationToken cancellationToken, params (string Key, string Value)[] settings) =>
        StartAsync(connectionString, issuer, log: null, cancellationToken, settings);

    public static async Task<Replica> StartAsync(
        string connectionString, TestIssuer issuer, LogLines? log, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var replica = new Replica(
            [
                ("ConnectionStrings:orderdb", connectionString),
                ("Auth:Issuer", TestIssuer.PublicAddress),
                ("services:auth:http:0", issuer.Address),
                .. settings,
            ],
            log);
        try
        {
            replica.StartServer();
            using var client = replica.CreateClient();
            await Eventually.Async(async () => (await client.GetAsync("/health", cancellationToken)).IsSuccessStatusCode, cancellationToken);
            return replica;
        }
        catch
        {
            await replica.DisposeAsync();
            throw;
        }
    }

    /// <summary>Works on the replica's database.</summary>
    public async Task<T> OnDatabaseAsync<T>(Func<OrderDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<OrderDbContext>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Not by UseKestrel(0): that changes the addresses while the program may be opening them already.
        builder.UseUrls("http://127.0.0.1:0");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging =>
        {
            logging.ClearProviders();
            if (_log is not null)
            {
                logging.AddProvider(_log);
            }
        });
    }
}
