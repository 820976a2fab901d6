namespace Order.Data;

/// <summary>
/// That an order has reached a status; written in the same transaction as the change. It is the order's history, and what
/// every replica tells its listeners.
/// </summary>
internal sealed class OrderEvent
{
    /// <summary>Ascending in the order in which the changes became visible.</summary>
    public long Sequence { get; private init; }

    public required long OrderNumber { get; init; }

    public required Guid OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required OrderStatus Status { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public static OrderEvent Of(CustomerOrder order) => new()
    {
        OrderNumber = order.Number,
        OrderId = order.Id,
        CustomerId = order.CustomerId,
        Status = order.Status,
        Version = order.Version,
        OccurredAt = order.UpdatedAt,
    };
}
