namespace Frontend.Orders;

/// <summary>An order with everything that is known about it.</summary>
public sealed record Order(
    Guid Id,
    long Number,
    OrderStatus Status,
    int Version,
    string Currency,
    long TotalCents,
    Customer Customer,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<OrderAction> Actions,
    IReadOnlyList<OrderStep> History);
