using Frontend.Data;
using Frontend.Orders;
using Frontend.Sessions;
using Frontend.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Baskets;

/// <summary>The basket of whoever makes the request. It holds what the catalogue has or has had, and no more of it than one order takes.</summary>
internal sealed class Basket(
    IHttpContextAccessor accessor,
    Catalogue catalogue,
    FrontendDatabase database,
    IDataProtectionProvider protection,
    CookieRules rules,
    TimeProvider time)
{
    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A basket exists only within a request.");

    public Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken) => Store().GetAsync(cancellationToken);

    /// <summary>Adds pieces of a product, up to what one order takes.</summary>
    /// <returns>False when the product is not in the basket, because there are as many others as one order takes.</returns>
    public async Task<bool> AddAsync(Product product, int quantity, CancellationToken cancellationToken)
    {
        var store = Store();
        await store.AddAsync([new BasketItem(product.Id, Math.Clamp(quantity, 1, catalogue.Limits.Quantity))], catalogue.Limits, cancellationToken);
        return (await store.GetAsync(cancellationToken)).Any(item => item.ProductId == product.Id);
    }

    /// <summary>Changes how many pieces there are of what lies in the basket; none takes it out. Anything else is ignored.</summary>
    public async Task SetAsync(IEnumerable<BasketItem> items, CancellationToken cancellationToken)
    {
        var store = Store();
        var present = (await store.GetAsync(cancellationToken)).Select(item => item.ProductId).ToHashSet(StringComparer.Ordinal);
        await store.SetAsync(
            [.. items.Where(item => present.Contains(item.ProductId)).Select(item => item with { Quantity = Math.Clamp(item.Quantity, 0, catalogue.Limits.Quantity) })],
            cancellationToken);
    }

    /// <summary>Takes out what the customer has ordered, once for each checkout.</summary>
    public Task TakeOrderedAsync(Guid attempt, IReadOnlyList<BasketItem> ordered, CancellationToken cancellationToken) =>
        Of(Context.User.Subject()).TakeOrderedAsync(attempt, ordered, cancellationToken);

    /// <summary>Lays what a visitor has collected into the basket of the customer who has just logged in.</summary>
    public async Task MergeIntoAsync(string subject, CancellationToken cancellationToken)
    {
        var visitors = Visitors();
        if (await visitors.GetAsync(cancellationToken) is { Count: > 0 } items)
        {
            await Of(subject).AddAsync(items, catalogue.Limits, cancellationToken);
            visitors.Clear();
        }
    }

    private IBasketStore Store() => Context.User.Identity is { IsAuthenticated: true } ? Of(Context.User.Subject()) : Visitors();

    private DatabaseBasket Of(string subject) => new(database, time, subject);

    private CookieBasket Visitors() => new(Context, protection, rules);
}
