namespace Frontend.Baskets;

/// <summary>Registers the basket.</summary>
internal static class BasketServices
{
    public static void AddBaskets(this WebApplicationBuilder builder) => builder.Services.AddScoped<Basket>();
}
