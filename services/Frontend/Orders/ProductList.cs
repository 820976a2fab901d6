namespace Frontend.Orders;

/// <summary>The catalogue as the order service sends it.</summary>
internal sealed record ProductList(IReadOnlyList<Product> Items);
