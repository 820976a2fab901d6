namespace Frontend.Orders;

/// <summary>What the shop sells. Price and stock are the order service's truth.</summary>
public sealed record Product(string Id, string Name, string Description, string Category, string Image, long PriceCents, string Currency, int Stock)
{
    public bool IsSoldOut => Stock <= 0;
}

/// <summary>The catalogue as the order service sends it.</summary>
/// <param name="Items">The products, in the order of the shop window.</param>
/// <param name="Limits">How much goes into one order; a service of the version before does not say it.</param>
public sealed record ProductList(IReadOnlyList<Product> Items, OrderLimits? Limits)
{
    public Product? Find(string? id) => Items.FirstOrDefault(product => product.Id == id);
}

/// <summary>How much goes into one order, and so into a basket.</summary>
/// <param name="Lines">How many different products.</param>
/// <param name="Quantity">How many pieces of each.</param>
public sealed record OrderLimits(int Lines, int Quantity)
{
    /// <summary>What every version of the order service takes.</summary>
    public static OrderLimits Least { get; } = new(50, 20);
}
