using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Order.Data;
using Order.Products;

namespace Order.Tests;

/// <summary>Two replicas of the order service on one database, with an issuer. Tests share it and keep apart by their own customers and products.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly IReadOnlyList<Replica> _replicas;

    private Shop(TestIssuer issuer, IReadOnlyList<Replica> replicas)
    {
        Issuer = issuer;
        _replicas = replicas;
    }

    public TestIssuer Issuer { get; }

    /// <summary>More than any test needs: how much is too much is for <see cref="LimitTests"/>.</summary>
    private static readonly (string Key, string Value)[] Generous = [("Orders:Unpaid", "1000"), ("Orders:Quantity", "99"), ("Orders:Rate", "1000"), ("Orders:Streams", "1000"), ("Orders:StreamRate", "1000")];

    public static Task<Shop> OpenAsync(string connectionString, CancellationToken cancellationToken) => OpenAsync(connectionString, Generous, cancellationToken);

    public static async Task<Shop> OpenAsync(string connectionString, (string Key, string Value)[] settings, CancellationToken cancellationToken)
    {
        var issuer = await TestIssuer.StartAsync(cancellationToken);

        // At the same time on an empty database: as the local runner starts them.
        var replicas = await Task.WhenAll(
            Task.Run(() => Replica.StartAsync(connectionString, issuer, cancellationToken, settings), cancellationToken),
            Task.Run(() => Replica.StartAsync(connectionString, issuer, cancellationToken, settings), cancellationToken));
        return new Shop(issuer, replicas);
    }

    /// <summary>Somebody new, who talks to the given replica.</summary>
    public Customer NewCustomer(int replica = 0) => Customer(NewName("customer"), replica);

    public Customer NewAdmin(int replica = 0) => Customer(NewName("admin"), replica, "admin");

    /// <summary>The same account, seen by the given replica.</summary>
    public Customer Customer(string id, int replica = 0, string? role = null)
    {
        var client = _replicas[replica].CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(id, role));
        return new Customer(id, client);
    }

    public HttpClient Anonymous(int replica = 0) => _replicas[replica].CreateClient();

    /// <summary>A service of one of the replicas.</summary>
    public T Service<T>(int replica = 0)
        where T : notnull =>
        _replicas[replica].Services.GetRequiredService<T>();

    public IEnumerable<T> Services<T>(int replica = 0) => _replicas[replica].Services.GetServices<T>();

    /// <summary>Adds a product that no other test knows.</summary>
    public async Task<string> NewProductAsync(int stock, long priceCents = 10_00, string currency = "EUR")
    {
        var id = NewName("product");
        await OnDatabaseAsync(async database =>
        {
            database.Products.Add(new Product
            {
                Id = id,
                Name = $"The {id}",
                Description = "Only for a test.",
                Category = "Tests",
                Image = id,
                PriceCents = priceCents,
                Currency = currency,
                Stock = stock,
                Position = 1000,
            });
            return await database.SaveChangesAsync();
        });
        foreach (var replica in _replicas)
        {
            replica.Services.GetRequiredService<Catalogue>().Changed();
        }

        return id;
    }

    /// <summary>Works on the database behind the service's back.</summary>
    public Task<T> OnDatabaseAsync<T>(Func<OrderDbContext, Task<T>> work) => _replicas[0].OnDatabaseAsync(work);

    public Task<int> StockAsync(string productId) =>
        OnDatabaseAsync(database => database.Products.Where(product => product.Id == productId).Select(product => product.Stock).SingleAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await Issuer.DisposeAsync();
    }

    private static string NewName(string kind) => $"{kind}-{Guid.NewGuid():n}";
}
