using Frontend.Orders;

namespace Frontend.Baskets;

/// <summary>Where a basket is kept.</summary>
internal interface IBasketStore
{
    /// <summary>The basket's items, ordered by product; empty when there is none.</summary>
    Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken);

    /// <summary>Adds pieces of products, up to the limit of each; products beyond the limit of lines are left out.</summary>
    Task AddAsync(IReadOnlyList<BasketItem> items, OrderLimits limits, CancellationToken cancellationToken);

    /// <summary>Sets how many pieces there are of products; none removes a product.</summary>
    Task SetAsync(IReadOnlyList<BasketItem> items, CancellationToken cancellationToken);
}
