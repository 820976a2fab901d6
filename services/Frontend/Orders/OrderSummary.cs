namespace Frontend.Orders;

/// <summary>An order in a list.</summary>
internal sealed record OrderSummary(
    Guid Id,
    long Number,
    OrderStatus Status,
    int Version,
    string Currency,
    long TotalCents,
    int ItemCount,
    Customer Customer,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<OrderAction> Actions);
