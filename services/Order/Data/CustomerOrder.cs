namespace Order.Data;

/// <summary>What a customer has ordered, at the prices of that moment.</summary>
internal sealed class CustomerOrder
{
    /// <summary>Ascending, with gaps, for people and for paging; given by the database before the order is written.</summary>
    public required long Number { get; init; }

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
}

/// <summary>One product of an order. Name and price are copies: later changes of the catalogue do not rewrite what was bought.</summary>
internal sealed class OrderLine
{
    public long OrderNumber { get; private init; }

    /// <summary>Its place in the order, starting with 0.</summary>
    public required int Position { get; init; }

    public required string ProductId { get; init; }

    public required string Name { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceCents { get; init; }

    public long TotalCents => checked(UnitPriceCents * Quantity);
}
