using Frontend.Orders;

namespace Frontend.Baskets;

/// <summary>A line of the basket with what is known about its product now.</summary>
internal sealed record PricedLine(Product Product, int Quantity)
{
    public long TotalCents => Product.PriceCents * Quantity;

    /// <summary>Whether more is wanted than there is.</summary>
    public bool IsShort => Quantity > Product.Stock;
}
