using Frontend.Data;
using Frontend.SignIn;
using Frontend.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Baskets;

/// <summary>The basket of whoever makes the request.</summary>
internal sealed class Basket(IHttpContextAccessor accessor, FrontendDatabase database, IDataProtectionProvider protection, CookieRules rules, TimeProvider time)
{
    // Ids come from forms; the order service's are short words.
    private const int LongestProductId = 64;

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("A basket exists only within a request.");

    public Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken) => Store().GetAsync(cancellationToken);

    public Task AddAsync(string productId, int quantity, CancellationToken cancellationToken) =>
        IsPossible(productId)
            ? Store().AddAsync([new BasketItem(productId, Math.Clamp(quantity, 1, BasketItem.MaxQuantity))], cancellationToken)
            : Task.CompletedTask;

    public Task SetAsync(IEnumerable<BasketItem> items, CancellationToken cancellationToken) =>
        Store().SetAsync(
            [.. items.Where(item => IsPossible(item.ProductId)).Select(item => item with { Quantity = Math.Clamp(item.Quantity, 0, BasketItem.MaxQuantity) })],
            cancellationToken);

    /// <summary>Takes out what the customer has ordered, once for each checkout.</summary>
    public Task TakeOrderedAsync(Guid attempt, IReadOnlyList<BasketItem> ordered, CancellationToken cancellationToken) =>
        Of(Context.User.Subject()).TakeOrderedAsync(attempt, ordered, cancellationToken);

    /// <summary>Lays what a visitor has collected into the basket of the customer who has just logged in.</summary>
    public async Task MergeIntoAsync(string subject, CancellationToken cancellationToken)
    {
        var visitors = Visitors();
        if (await visitors.GetAsync(cancellationToken) is { Count: > 0 } items)
        {
            await Of(subject).AddAsync(items, cancellationToken);
            visitors.Clear();
        }
    }

    private IBasketStore Store() => Context.User.Identity is { IsAuthenticated: true } ? Of(Context.User.Subject()) : Visitors();

    private DatabaseBasket Of(string subject) => new(database, time, subject);

    private CookieBasket Visitors() => new(Context, protection, rules);

    private static bool IsPossible(string productId) => productId.Length is > 0 and <= LongestProductId;
}
