using Frontend.Orders;

namespace Frontend.Baskets;

/// <summary>The basket with today's prices.</summary>
internal sealed class PricedBasket
{
    public PricedBasket(IReadOnlyList<BasketItem> items, IReadOnlyList<Product> products)
    {
        var known = products.ToDictionary(product => product.Id, StringComparer.Ordinal);
        Lines = [.. items.Where(item => known.ContainsKey(item.ProductId)).Select(item => new PricedLine(known[item.ProductId], item.Quantity))];
        HasVanished = Lines.Count < items.Count;
        Currency = Lines.Count > 0 ? Lines[0].Product.Currency : "EUR";
    }

    public IReadOnlyList<PricedLine> Lines { get; }

    /// <summary>Whether something that lies in the basket is no longer sold.</summary>
    public bool HasVanished { get; }

    public string Currency { get; }

    public long TotalCents => Lines.Sum(line => line.TotalCents);

    public bool CanBeOrdered => Lines.Count > 0 && Lines.All(line => !line.IsShort);
}
