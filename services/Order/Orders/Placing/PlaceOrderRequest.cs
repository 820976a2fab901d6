namespace Order.Orders.Placing;

/// <summary>What to order. Prices are the server's.</summary>
/// <param name="Lines">At least 1, at most as many as the catalogue's limits say; lines for the same product count together.</param>
internal sealed record PlaceOrderRequest(IReadOnlyList<PlaceOrderLine?>? Lines);

/// <summary>One product and how many of it.</summary>
/// <param name="ProductId">Identifier from the catalogue.</param>
/// <param name="Quantity">At least 1, at most what the catalogue's limits say.</param>
internal sealed record PlaceOrderLine(string? ProductId, int? Quantity);
