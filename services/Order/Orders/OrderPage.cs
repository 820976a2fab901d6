namespace Ordering.Orders;

/// <summary>Some orders, newest first.</summary>
/// <param name="Items">The orders.</param>
/// <param name="Next">Address of the next page, which is also in the Link header; null on the last one.</param>
internal sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Next);
