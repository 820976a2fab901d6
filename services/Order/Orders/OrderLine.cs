namespace Ordering.Orders;

/// <summary>One product of an order. Name and price are copies: later changes of the catalogue do not rewrite what was bought.</summary>
internal sealed class OrderLine
{
    public long OrderNumber { get; private init; }

    /// <summary>Its place in the order, starting with 0.</summary>
    public required int Position { get; init; }

    public required string ProductId { get; init; }

    public required string Name { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceCents { get; init; }

    public long TotalCents => checked(UnitPriceCents * Quantity);
}
