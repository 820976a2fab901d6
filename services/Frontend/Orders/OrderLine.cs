namespace Frontend.Orders;

/// <summary>A line of an order, with the price that was in force when it was placed.</summary>
public sealed record OrderLine(string ProductId, string Name, int Quantity, long UnitPriceCents, long TotalCents);
