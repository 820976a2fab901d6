using System.Security.Cryptography;
using System.Text.Json;
using Frontend.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Baskets;

/// <summary>The basket of a visitor who is not logged in: in a cookie of the browser's, protected against changes.</summary>
internal sealed class CookieBasket(HttpContext context, IDataProtectionProvider protection, CookieRules rules) : IBasketStore
{
    private const string CookieName = "havn-basket";

    // A cookie has room for about this many (RFC 6265 §6.1: 4096 bytes), and a household needs no more.
    private const int MaxLines = 40;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(CookieBasket));

    public Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BasketItem>>(
        [.. Read().Select(line => new BasketItem(line.Key, line.Value))]);

    public Task AddAsync(IReadOnlyList<BasketItem> items, CancellationToken cancellationToken) => ChangeAsync(items, (before, added) => before + added);

    public Task SetAsync(IReadOnlyList<BasketItem> items, CancellationToken cancellationToken) => ChangeAsync(items, (_, set) => set);

    public void Clear() => context.Response.Cookies.Delete(rules.Name(CookieName), Options(lifetime: null));

    private Task ChangeAsync(IReadOnlyList<BasketItem> items, Func<int, int, int> change)
    {
        var lines = Read();
        foreach (var item in items)
        {
            var quantity = Math.Min(change(lines.GetValueOrDefault(item.ProductId), item.Quantity), BasketItem.MaxQuantity);
            if (quantity <= 0)
            {
                lines.Remove(item.ProductId);
            }
            else if (lines.ContainsKey(item.ProductId) || lines.Count < MaxLines)
            {
                lines[item.ProductId] = quantity;
            }
        }

        Write(lines);
        return Task.CompletedTask;
    }

    private SortedDictionary<string, int> Read()
    {
        if (context.Request.Cookies.TryGetValue(rules.Name(CookieName), out var text) && text.Length > 0)
        {
            try
            {
                return new(JsonSerializer.Deserialize<Dictionary<string, int>>(_protector.Unprotect(text)) ?? [], StringComparer.Ordinal);
            }
            catch (Exception e) when (e is CryptographicException or JsonException)
            {
                // Not from here, or from before the keys were lost: an empty basket.
            }
        }

        return new(StringComparer.Ordinal);
    }

    private void Write(SortedDictionary<string, int> lines)
    {
        if (lines.Count == 0)
        {
            Clear();
        }
        else
        {
            context.Response.Cookies.Append(rules.Name(CookieName), _protector.Protect(JsonSerializer.Serialize(lines)), Options(Lifetime));
        }
    }

    private CookieOptions Options(TimeSpan? lifetime)
    {
        var cookie = new CookieBuilder { MaxAge = lifetime };
        rules.Apply(cookie, CookieName);
        return cookie.Build(context);
    }
}
