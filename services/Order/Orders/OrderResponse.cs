using Order.Data;

namespace Order.Orders;

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
/// <param name="PayBefore">Until when it can be paid; after that it is cancelled. Null unless it is placed.</param>
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
    DateTimeOffset? PayBefore,
    IReadOnlyList<OrderLineResponse> Lines,
    IReadOnlyList<OrderAction> Actions,
    IReadOnlyList<OrderHistoryEntry> History);

/// <summary>Whose order it is.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">A name to show, if known.</param>
/// <param name="Email">An address, if known.</param>
internal sealed record CustomerResponse(string Id, string? Name, string? Email)
{
    public static CustomerResponse Of(CustomerOrder order) => new(order.CustomerId, order.CustomerName, order.CustomerEmail);
}

/// <summary>One product of an order, at the price of the moment it was placed.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPriceCents">Price of one, in hundredths of the currency.</param>
/// <param name="TotalCents">Price of all of them.</param>
internal sealed record OrderLineResponse(string ProductId, string Name, int Quantity, long UnitPriceCents, long TotalCents);

/// <summary>When an order reached a status.</summary>
/// <param name="Status">The status.</param>
/// <param name="At">The time.</param>
internal sealed record OrderHistoryEntry(OrderStatus Status, DateTimeOffset At);
