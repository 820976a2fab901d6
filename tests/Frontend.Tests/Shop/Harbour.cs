using System.Net;
using Npgsql;
using Tests.Databases;

namespace Frontend.Tests.Shop;

/// <summary>The frontend's world for one test: an issuer, an order service, a database and as many replicas as wanted.</summary>
public sealed class Harbour : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly List<Replica> _replicas = [];
    private readonly List<Browser> _browsers = [];

    private Harbour(IssuerStandIn issuer, OrderStandIn order, DirectoryInfo? folder, Cable? database, string connectionString)
    {
        (Issuer, Order, _folder, Database) = (issuer, order, folder, database);
        Settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:frontenddb"] = connectionString,
            ["Auth:Issuer"] = issuer.Issuer,
            ["Auth:ClientSecret"] = IssuerStandIn.ClientSecret,
            ["services:auth:http:0"] = issuer.Address.ToString(),
            ["services:order:http:0"] = order.Address.ToString(),
            ["Shutdown:DrainDelay"] = "00:00:00",
        };
    }

    public IssuerStandIn Issuer { get; }

    public OrderStandIn Order { get; }

    /// <summary>The way to the database server; null for a file.</summary>
    public Cable? Database { get; }

    public Dictionary<string, string?> Settings { get; }

    /// <param name="postgres">The server for the database; a SQLite file when null.</param>
    public static async Task<Harbour> OpenAsync(PostgresServer? postgres = null)
    {
        if (postgres is null)
        {
            var folder = Directory.CreateTempSubdirectory("frontend-tests-");
            return new Harbour(await IssuerStandIn.StartAsync(), await OrderStandIn.StartAsync(), folder, database: null, $"Data Source={Path.Combine(folder.FullName, "frontend.db")}");
        }

        var server = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        var database = new Cable(new(IPAddress.Loopback, server.Port));
        server.Port = database.Port;
        return new Harbour(await IssuerStandIn.StartAsync(), await OrderStandIn.StartAsync(), folder: null, database, server.ConnectionString);
    }

    /// <summary>Starts a replica and waits until it is ready.</summary>
    public async Task<Replica> StartReplicaAsync()
    {
        var replica = new Replica(Settings);
        _replicas.Add(replica);
        replica.StartServer();

        using var http = new HttpClient { BaseAddress = replica.Address };
        await Eventually.Async(async () => (await http.GetAsync("/health", TestContext.Current.CancellationToken)).IsSuccessStatusCode, "The replica is not ready.");
        return replica;
    }

    public Browser OpenBrowser(Replica replica) => OpenBrowser(replica.Address);

    /// <summary>A browser on another machine, at the same replica.</summary>
    public Browser OpenBrowser(Browser other) => OpenBrowser(other.Address);

    private Browser OpenBrowser(Uri address)
    {
        var browser = new Browser(address);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser in which the issuer's current user has logged in.</summary>
    public async Task<Browser> LogInAsync(Replica replica)
    {
        var browser = OpenBrowser(replica);
        await browser.GetAsync("/login");
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers)
        {
            browser.Dispose();
        }

        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await Issuer.DisposeAsync();
        await Order.DisposeAsync();
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        if (_folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }
}
