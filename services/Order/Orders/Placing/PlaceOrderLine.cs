namespace Ordering.Orders.Placing;

/// <summary>One product and how many of it.</summary>
/// <param name="ProductId">Identifier from the catalogue.</param>
/// <param name="Quantity">1 to 99.</param>
internal sealed record PlaceOrderLine(string? ProductId, int? Quantity);
