namespace Frontend.Baskets;

/// <summary>A product in the basket and how many pieces of it.</summary>
internal sealed record BasketItem(string ProductId, int Quantity);
