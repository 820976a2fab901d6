namespace Order.Orders.Placing;

/// <summary>What to order. Prices are the server's.</summary>
/// <param name="Lines">1 to 50 lines; lines for the same product count together.</param>
internal sealed record PlaceOrderRequest(IReadOnlyList<PlaceOrderLine?>? Lines);

/// <summary>One product and how many of it.</summary>
/// <param name="ProductId">Identifier from the catalogue.</param>
/// <param name="Quantity">1 to 99.</param>
internal sealed record PlaceOrderLine(string? ProductId, int? Quantity);
