using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Products;

/// <summary>Fills an empty catalogue with <c>first-products.json</c>. What is there already belongs to the shop: prices and stock are not reset by a restart.</summary>
internal sealed class CatalogueSeeder : IDatabaseSeeder<OrderDbContext>
{
    private const string FirstProducts = "Order.Products.first-products.json";

    public async Task SeedAsync(OrderDbContext context, CancellationToken cancellationToken)
    {
        if (await context.Products.AnyAsync(cancellationToken))
        {
            return;
        }

        await using var file = typeof(CatalogueSeeder).Assembly.GetManifestResourceStream(FirstProducts) ?? throw new InvalidOperationException($"The program lacks its resource '{FirstProducts}'.");
        var products = await JsonSerializer.DeserializeAsync(file, OrderJson.Default.IReadOnlyListProductResponse, cancellationToken) ?? [];
        context.Products.AddRange(products.Select((product, index) => new Product
        {
            Id = product.Id,
            Name = product.Name,
            Description = product.Description,
            Category = product.Category,
            Image = product.Image,
            PriceCents = product.PriceCents,
            Currency = product.Currency,
            Stock = product.Stock,
            Position = index + 1,
        }));
        await context.SaveChangesAsync(cancellationToken);
    }
}
