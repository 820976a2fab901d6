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

/// <summary>A page of orders, newest first; <see cref="Next"/> is the API's address of the following page.</summary>
internal sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Next)
{
    /// <summary>The cursor out of <see cref="Next"/>, for this site's own addresses.</summary>
    public string? NextCursor =>
        Next is not null && Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Next[(Next.IndexOf('?', StringComparison.Ordinal) + 1)..]).TryGetValue("cursor", out var cursor)
            ? cursor.ToString()
            : null;
}

/// <summary>A line of an order, with the price that was in force when it was placed.</summary>
public sealed record OrderLine(string ProductId, string Name, int Quantity, long UnitPriceCents, long TotalCents);

/// <summary>When an order reached a status.</summary>
public sealed record OrderStep(OrderStatus Status, DateTimeOffset At);

/// <summary>Who has placed an order.</summary>
public sealed record Customer(string Id, string? Name, string? Email);
