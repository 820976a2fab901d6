using Order.Data;

namespace Order.Orders.Placing;

/// <summary>What became of an attempt to place an order.</summary>
internal abstract record Placement
{
    /// <summary>A new order.</summary>
    public sealed record Placed(CustomerOrder Order) : Placement;

    /// <summary>The order that the same request has placed before.</summary>
    public sealed record Replayed(CustomerOrder Order) : Placement;

    /// <summary>The key belongs to a different request.</summary>
    public sealed record KeyReused : Placement;

    /// <summary>The catalogue does not have them.</summary>
    public sealed record UnknownProducts(IReadOnlyList<string> ProductIds) : Placement;

    /// <summary>Stock does not suffice; nothing was placed.</summary>
    public sealed record OutOfStock(IReadOnlyList<Shortage> Shortages) : Placement;

    /// <summary>The products are priced in more than one currency.</summary>
    public sealed record MixedCurrencies(IReadOnlyList<string> Currencies) : Placement;

    /// <summary>The customer has as many unpaid orders as one may have.</summary>
    public sealed record TooManyUnpaid(int Limit) : Placement;

    /// <summary>With this order, the customer's unpaid orders would hold more of a product than one may hold.</summary>
    public sealed record TooManyHeld(string ProductId, int Held, int Limit) : Placement;

    /// <summary>The customer has placed as many orders as one may place within a time.</summary>
    public sealed record TooManyOrders(int Limit, TimeSpan Window, TimeSpan Wait) : Placement;
}

/// <summary>A product of which there is not enough.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="Requested">How many were asked for.</param>
/// <param name="Available">How many there are.</param>
internal sealed record Shortage(string ProductId, string Name, int Requested, int Available);
