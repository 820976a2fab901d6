using System.Buffers.Text;
using System.ComponentModel;
using System.Globalization;
using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;
using Order.Web;

namespace Order.Products;

/// <summary>The catalogue: open to everybody.</summary>
internal static class ProductEndpoints
{
    private const string IfNoneMatch = "If-None-Match";
    private const string IfNoneMatchDescription = "An entity tag that the client has; the answer is 304 while it is current.";

    private static readonly Expression<Func<Product, ProductResponse>> ToResponse = product => new(
        product.Id, product.Name, product.Description, product.Category, product.Image, product.PriceCents, product.Currency, product.Stock);

    public static void AddProducts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<IDatabaseSeeder<OrderDbContext>, CatalogueSeeder>();
        builder.Services.AddOptions<OrderLimits>().BindConfiguration(OrderLimits.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<CatalogueOptions>().BindConfiguration(CatalogueOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOutputCache(options => options.UseCaseSensitivePaths = true);
        builder.Services.AddSingleton<Catalogue>();
        builder.Services.AddSingleton<CatalogueCaching>();
    }

    public static void MapProducts(this RouteGroupBuilder orders)
    {
        var products = orders.MapGroup("/products").WithTags("Products")
            .CacheOutput(policy => policy.AddPolicy<CatalogueCaching>(), excludeDefaultPolicy: true);

        products.MapGet("/", ListAsync)
            .WithName("ListProducts")
            .WithSummary("The catalogue")
            .WithDescription("May be kept for a second, and asked about with If-None-Match after that.")
            .Produces(StatusCodes.Status304NotModified);

        products.MapGet("/{productId}", GetAsync)
            .WithName("GetProduct")
            .WithSummary("One product")
            .Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<Results<Ok<ProductList>, StatusCodeHttpResult>> ListAsync(
        [FromHeader(Name = IfNoneMatch), Description(IfNoneMatchDescription)] string? ifNoneMatch,
        OrderDbContext database,
        IOptions<OrderLimits> limits,
        IOptions<CatalogueOptions> options,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var items = await database.Products.OrderBy(product => product.Position).ThenBy(product => product.Id).Select(ToResponse).ToListAsync(cancellationToken);
        var list = new ProductList(items, new LimitsResponse(limits.Value.Lines, limits.Value.Quantity));
        return IsKnown(ifNoneMatch, list, OrderJson.Default.ProductList, options.Value, response) ? NotModified() : TypedResults.Ok(list);
    }

    private static async Task<Results<Ok<ProductResponse>, StatusCodeHttpResult, NotFound>> GetAsync(
        string productId,
        [FromHeader(Name = IfNoneMatch), Description(IfNoneMatchDescription)] string? ifNoneMatch,
        OrderDbContext database,
        IOptions<CatalogueOptions> options,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var product = await database.Products.Where(product => product.Id == productId).Select(ToResponse).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return TypedResults.NotFound();
        }

        return IsKnown(ifNoneMatch, product, OrderJson.Default.ProductResponse, options.Value, response) ? NotModified() : TypedResults.Ok(product);
    }

    /// <summary>Names the answer by its content, so that every replica names it alike, and compares.</summary>
    private static bool IsKnown<T>(string? ifNoneMatch, T answer, JsonTypeInfo<T> type, CatalogueOptions options, HttpResponse response)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answer, type));
        var entityTag = $"\"{Base64Url.EncodeToString(hash.AsSpan(0, 16))}\"";
        response.Headers.ETag = entityTag;
        response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={options.MaxAge.TotalSeconds:0}");
        return EntityTags.WeaklyMatch(EntityTags.Parse(ifNoneMatch), entityTag);
    }

    private static StatusCodeHttpResult NotModified() => TypedResults.StatusCode(StatusCodes.Status304NotModified);
}
