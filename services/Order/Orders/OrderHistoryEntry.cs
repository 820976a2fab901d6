namespace Ordering.Orders;

/// <summary>When an order reached a status.</summary>
/// <param name="Status">The status.</param>
/// <param name="At">The time.</param>
internal sealed record OrderHistoryEntry(OrderStatus Status, DateTimeOffset At);
