namespace Ordering.Orders.Placing;

/// <summary>What to order. Prices are the server's.</summary>
/// <param name="Lines">1 to 50 lines; lines for the same product count together.</param>
internal sealed record PlaceOrderRequest(IReadOnlyList<PlaceOrderLine?>? Lines);
