using Order.Data;

namespace Order.Orders;

/// <summary>An order in a list.</summary>
/// <param name="Id">Its identifier, for addresses.</param>
/// <param name="Number">Its number, for people.</param>
/// <param name="Status">placed, paid, shipped or cancelled.</param>
/// <param name="Version">Counts its changes; the entity tag.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="TotalCents">What it costs, in hundredths of the currency.</param>
/// <param name="ItemCount">How many pieces it is about.</param>
/// <param name="Customer">Whose order it is.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Actions">What the caller may do with it now.</param>
internal sealed record OrderSummary(
    Guid Id,
    long Number,
    OrderStatus Status,
    int Version,
    string Currency,
    long TotalCents,
    int ItemCount,
    CustomerResponse Customer,
    DateTimeOffset PlacedAt,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<OrderAction> Actions);

/// <summary>Some orders, newest first.</summary>
/// <param name="Items">The orders.</param>
/// <param name="Next">Address of the next page, which is also in the Link header; null on the last one.</param>
internal sealed record OrderPage(IReadOnlyList<OrderSummary> Items, string? Next);
