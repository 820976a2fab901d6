namespace Frontend.Orders;

/// <summary>What the shop sells. Price and stock are the order service's truth.</summary>
public sealed record Product(string Id, string Name, string Description, string Category, long PriceCents, string Currency, int Stock)
{
    public bool IsSoldOut => Stock <= 0;
}
