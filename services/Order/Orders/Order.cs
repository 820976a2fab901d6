namespace Ordering.Orders;

/// <summary>What a customer has ordered, at the prices of that moment.</summary>
internal sealed class Order
{
    /// <summary>Ascending, for people and for paging; given by the database.</summary>
    public long Number { get; private init; }

    /// <summary>Unguessable, for addresses.</summary>
    public required Guid Id { get; init; }

    /// <summary>The token's subject.</summary>
    public required string CustomerId { get; init; }

    public string? CustomerName { get; init; }

    public string? CustomerEmail { get; init; }

    public required OrderStatus Status { get; set; }

    /// <summary>Counts the changes, starting with 1; the entity tag, and the guard against concurrent changes.</summary>
    public required int Version { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required long TotalCents { get; init; }

    public required int ItemCount { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The key with which the customer placed it; unique per customer.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What was asked for with that key, to tell a retry from a different order.</summary>
    public string? RequestFingerprint { get; init; }

    public List<OrderLine> Lines { get; init; } = [];

    public string EntityTag => EntityTags.Of(Version);

    /// <summary>Moves the order on, if its status allows it.</summary>
    /// <returns>Whether it did.</returns>
    public bool TryApply(OrderAction action, DateTimeOffset now)
    {
        if (OrderStateMachine.Next(Status, action) is not { } next)
        {
            return false;
        }

        Status = next;
        Version++;
        UpdatedAt = now;
        return true;
    }
}
