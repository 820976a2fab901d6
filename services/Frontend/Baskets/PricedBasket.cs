using Frontend.Orders;

namespace Frontend.Baskets;

/// <summary>The basket with today's prices.</summary>
internal sealed class PricedBasket
{
    public PricedBasket(IReadOnlyList<BasketItem> items, ProductList products)
    {
        var known = products.Items.ToDictionary(product => product.Id, StringComparer.Ordinal);
        Lines = [.. items.Where(item => known.ContainsKey(item.ProductId)).Select(item => new PricedLine(known[item.ProductId], item.Quantity))];
        Vanished = [.. items.Where(item => !known.ContainsKey(item.ProductId)).Select(item => item.ProductId)];
        Totals = [.. Lines.GroupBy(line => line.Product.Currency).Select(lines => new Total(lines.Sum(line => line.TotalCents), lines.Key))];
    }

    /// <summary>What can be bought.</summary>
    public IReadOnlyList<PricedLine> Lines { get; }

    /// <summary>The products that are no longer sold.</summary>
    public IReadOnlyList<string> Vanished { get; }

    /// <summary>What it costs: one amount for each currency, which can't be added up.</summary>
    public IReadOnlyList<Total> Totals { get; }

    /// <summary>Whether one order could not be paid in one currency.</summary>
    public bool HasSeveralCurrencies => Totals.Count > 1;

    /// <summary>Whether the lines make an order; what has vanished is left behind.</summary>
    public bool CanBeOrdered => Lines.Count > 0 && !HasSeveralCurrencies && Lines.All(line => !line.IsShort);

    /// <summary>What an order of it would be.</summary>
    public IReadOnlyList<BasketItem> ToOrder() => [.. Lines.Select(line => new BasketItem(line.Product.Id, line.Quantity))];
}

/// <summary>A line of the basket with what is known about its product now.</summary>
internal sealed record PricedLine(Product Product, int Quantity)
{
    public long TotalCents => Product.PriceCents * Quantity;

    /// <summary>Whether more is wanted than there is.</summary>
    public bool IsShort => Quantity > Product.Stock;
}

/// <summary>An amount in one currency.</summary>
internal sealed record Total(long Cents, string Currency);
