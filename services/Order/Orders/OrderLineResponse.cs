namespace Ordering.Orders;

/// <summary>One product of an order, at the price of the moment it was placed.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPriceCents">Price of one, in hundredths of the currency.</param>
/// <param name="TotalCents">Price of all of them.</param>
internal sealed record OrderLineResponse(string ProductId, string Name, int Quantity, long UnitPriceCents, long TotalCents);
