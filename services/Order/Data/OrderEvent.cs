namespace Order.Data;

/// <summary>
/// That an order has reached a status; written in the same transaction as the change. It is the order's history, and what
/// every replica tells its listeners.
/// </summary>
internal sealed class OrderEvent
{
    /// <summary>Names the event towards clients; given by the database.</summary>
    public long Sequence { get; private init; }

    /// <summary>
    /// The transaction that wrote it, by PostgreSQL's ascending number: an event can only become visible before another if its
    /// transaction began to write before. Zero where there is one writer at a time, as in SQLite, and for events older than this column.
    /// </summary>
    public long Transaction { get; private init; }

    public required long OrderNumber { get; init; }

    public required Guid OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required OrderStatus Status { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public EventPosition Position => new(Transaction, Sequence);

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

/// <summary>A place in the order in which events are told: after every event that had to come before.</summary>
internal readonly record struct EventPosition(long Transaction, long Sequence) : IComparable<EventPosition>
{
    /// <summary>Before the first event.</summary>
    public static EventPosition Start { get; }

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;

    public int CompareTo(EventPosition other) => (Transaction, Sequence).CompareTo((other.Transaction, other.Sequence));
}
