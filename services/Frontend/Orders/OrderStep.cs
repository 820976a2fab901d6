namespace Frontend.Orders;

/// <summary>When an order reached a status.</summary>
public sealed record OrderStep(OrderStatus Status, DateTimeOffset At);
