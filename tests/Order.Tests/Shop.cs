using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
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

    public static async Task<Shop> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var issuer = await TestIssuer.StartAsync(cancellationToken);

        // At the same time on an empty database: as the local runner starts them.
        var replicas = await Task.WhenAll(
            Task.Run(() => Replica.StartAsync(connectionString, issuer, cancellationToken), cancellationToken),
            Task.Run(() => Replica.StartAsync(connectionString, issuer, cancellationToken), cancellationToken));
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

    public HttpClient Anonymous() => _replicas[0].CreateClient();

    /// <summary>Adds a product that no other test knows.</summary>
    public async Task<string> NewProductAsync(int stock, long priceCents = 10_00)
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
                Currency = "EUR",
                Stock = stock,
                Position = 1000,
            });
            return await database.SaveChangesAsync();
        });
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
