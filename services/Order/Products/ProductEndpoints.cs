using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Products;

/// <summary>The catalogue: open to everybody.</summary>
internal static class ProductEndpoints
{
    private static readonly Expression<Func<Product, ProductResponse>> ToResponse = product => new(
        product.Id, product.Name, product.Description, product.Category, product.Image, product.PriceCents, product.Currency, product.Stock);

    public static void AddProducts(this IHostApplicationBuilder builder) =>
        builder.Services.AddScoped<IDatabaseSeeder<OrderDbContext>, CatalogueSeeder>();

    public static void MapProducts(this RouteGroupBuilder orders)
    {
        var products = orders.MapGroup("/products").WithTags("Products");

        products.MapGet("/", ListAsync)
            .WithName("ListProducts")
            .WithSummary("The catalogue");

        products.MapGet("/{productId}", GetAsync)
            .WithName("GetProduct")
            .WithSummary("One product");
    }

    private static async Task<Ok<ProductList>> ListAsync(OrderDbContext database, CancellationToken cancellationToken)
    {
        var items = await database.Products.OrderBy(product => product.Position).Select(ToResponse).ToListAsync(cancellationToken);
        return TypedResults.Ok(new ProductList(items));
    }

    private static async Task<Results<Ok<ProductResponse>, NotFound>> GetAsync(string productId, OrderDbContext database, CancellationToken cancellationToken)
    {
        var product = await database.Products.Where(product => product.Id == productId).Select(ToResponse).SingleOrDefaultAsync(cancellationToken);
        return product is null ? TypedResults.NotFound() : TypedResults.Ok(product);
    }
}
