namespace Frontend.Baskets;

/// <summary>A product in the basket and how many pieces of it.</summary>
internal sealed record BasketItem(string ProductId, int Quantity)
{
    /// <summary>More of one thing than a household orders at once, less than the order service takes.</summary>
    public const int MaxQuantity = 20;
}
