using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Npgsql;

namespace Services.Bench;

/// <summary>The services behind one entrance, on databases of their own, with a hello-world service beside them.</summary>
internal sealed class BenchShop : IAsyncDisposable
{
    /// <summary>Who orders: so many that nobody comes near a limit.</summary>
    public const int Customers = 20_000;

    private readonly List<BenchProgram> _programs = [];
    private readonly BenchDatabases _databases;
    private readonly BenchIssuer _issuer;
    private readonly AuthenticationHeaderValue[] _tokens;
    private Uri? _entrance;
    private ProcessorTimes? _times;

    private BenchShop(BenchDatabases databases, BenchIssuer issuer)
    {
        (_databases, _issuer) = (databases, issuer);
        _tokens = [.. Enumerable.Range(0, Customers).Select(i => new AuthenticationHeaderValue("Bearer", issuer.Token($"customer-{i}")))];
    }

    public static async Task<BenchShop> OpenAsync(NpgsqlConnectionStringBuilder server, ShopSize size, params (string Key, string Value)[] settings)
    {
        var shop = new BenchShop(await BenchDatabases.CreateAsync(server), await BenchIssuer.StartAsync());
        try
        {
            await shop.StartAsync(size, settings);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <param name="path">What is asked for; any answer below 500 counts.</param>
    public Task<Measured> GetAsync(string path, BenchSettings settings, bool authenticated = false) => Load.MeasureAsync(_entrance!, settings, _times!, (request, _) => new HttpRequestMessage(HttpMethod.Get, path)
    {
        Headers = { Authorization = authenticated ? _tokens[request % _tokens.Length] : null },
    });

    public Task<Measured> OrderAsync(BenchSettings settings) => PostAsync(settings, random => new { lines = new[] { new { productId = $"bench-{random.Next(BenchDatabases.Products) + 1}", quantity = 1 } } });

    /// <summary>Orders without lines, which are refused before anything is asked of the database.</summary>
    public Task<Measured> OrderNothingAsync(BenchSettings settings) => PostAsync(settings, _ => new { lines = Array.Empty<object>() });

    public Task<Measured> PgbenchAsync(BenchSettings settings) => _databases.PgbenchAsync(settings, Customers, _times!);

    public Task<int> ConnectionsAsync() => _databases.ConnectionsAsync();

    public Task<long> OrderBytesAsync() => _databases.OrderBytesAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }

        await _issuer.DisposeAsync();
        await _databases.DisposeAsync();
    }

    private async Task StartAsync(ShopSize size, (string Key, string Value)[] settings)
    {
        var addresses = new FreeAddresses();
        List<BenchProgram> Start(string program, int replicas, params (string Key, string Value)[] own)
        {
            var started = Enumerable.Range(0, replicas).Select(_ => BenchProgram.StartService(addresses, program, [.. own, .. settings])).ToList();
            _programs.AddRange(started);
            return started;
        }

        (string, string)[] issued = [("Auth__Issuer", _issuer.Issuer), ("services__auth__http__0", _issuer.Address)];
        var orders = Start("Order", size.Replicas, [.. issued, ("ConnectionStrings__orderdb", _databases.Orders)]);
        var shops = Start("Frontend", 2, [
            .. issued,
            ("ConnectionStrings__frontenddb", _databases.Frontend),
            ("Auth__ClientSecret", BenchIssuer.ClientSecret),
            ("DataProtection__Key", Convert.ToBase64String(new byte[32])),
            .. orders.Select((order, i) => ($"services__order__http__{i.ToString(CultureInfo.InvariantCulture)}", order.Address)),
        ]);
        var hellos = Enumerable.Range(0, 2).Select(_ => BenchProgram.StartSelf(addresses, "hello")).ToList();
        _programs.AddRange(hellos);
        var entrance = BenchProgram.StartSelf(addresses, "entrance", [
            .. hellos.Select(replica => $"/hello={replica.Address}"), .. orders.Select(order => $"/orders={order.Address}"), .. shops.Select(shop => $"/={shop.Address}")]);
        _programs.Add(entrance);
        foreach (var address in (string[])[.. orders.Select(order => order.Address + "/health"), .. shops.Select(shop => shop.Address + "/health"), entrance.Address + "/hello"])
        {
            await BenchProgram.WaitAsync(address);
        }

        _entrance = new Uri(entrance.Address);
        _times = new ProcessorTimes(entrance, orders, shops, await _databases.ServerProcessAsync());
        await _databases.StockAsync(size);
    }

    private Task<Measured> PostAsync(BenchSettings settings, Func<Random, object> body) => Load.MeasureAsync(_entrance!, settings, _times!, (request, random) => new HttpRequestMessage(HttpMethod.Post, "/orders")
    {
        Headers = { Authorization = _tokens[request % _tokens.Length] },
        Content = JsonContent.Create(body(random)),
    });
}

/// <summary>How big a shop is.</summary>
/// <param name="Replicas">Processes of the order service.</param>
/// <param name="MoreProducts">Products beside the twelve that every shop begins with and the hundred that are ordered.</param>
/// <param name="Orders">Orders that there are already.</param>
internal sealed record ShopSize(int Replicas = 2, int MoreProducts = 0, int Orders = 0);

/// <summary>How something is measured.</summary>
/// <param name="Clients">How many ask, each again as soon as it is answered.</param>
/// <param name="Time">For how long, after a warm-up.</param>
internal sealed record BenchSettings(int Clients, TimeSpan Time)
{
    /// <summary>After how many answers the programs are taken to have compiled what is asked of them.</summary>
    public int WarmUp { get; init; } = 4_000;

    /// <summary>How long that is waited for.</summary>
    public TimeSpan LongestWarmUp { get; init; } = TimeSpan.FromSeconds(30);
}
