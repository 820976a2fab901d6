namespace Ordering.Orders;

/// <summary>An order in full.</summary>
/// <param name="Id">Its identifier, for addresses.</param>
/// <param name="Number">Its number, for people.</param>
/// <param name="Status">placed, paid, shipped or cancelled.</param>
/// <param name="Version">Counts its changes; the entity tag.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="TotalCents">What it costs, in hundredths of the currency.</param>
/// <param name="Customer">Whose order it is.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Lines">What was ordered.</param>
/// <param name="Actions">What the caller may do with it now: each is the last segment of an address to POST to.</param>
/// <param name="History">How it came to its status, oldest first.</param>
internal sealed record OrderResponse(
    Guid Id,
    long Number,
    OrderStatus Status,
    int Version,
    string Currency,
    long TotalCents,
    CustomerResponse Customer,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<OrderLineResponse> Lines,
    IReadOnlyList<OrderAction> Actions,
    IReadOnlyList<OrderHistoryEntry> History);
