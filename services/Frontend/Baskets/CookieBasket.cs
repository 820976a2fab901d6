using System.Security.Cryptography;
using System.Text.Json;
using Frontend.Orders;
using Frontend.Web;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Baskets;

/// <summary>The basket of a visitor who is not logged in: in a cookie of the browser's, protected against changes.</summary>
internal sealed class CookieBasket(HttpContext context, IDataProtectionProvider protection, CookieRules rules) : IBasketStore
{
    private const string CookieName = "havn-basket";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    // One cookie has room for 4096 bytes (RFC 6265 §6.1), and a full basket of products with long names needs more.
    private readonly ChunkingCookieManager _cookies = new();

    // What this request has sent to the browser: its own cookies still say what was before.
    private SortedDictionary<string, int>? _written;

    private readonly IDataProtector _protector = protection.CreateProtector(nameof(CookieBasket));

    public Task<IReadOnlyList<BasketItem>> GetAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BasketItem>>(
        [.. Read().Select(line => new BasketItem(line.Key, line.Value))]);

    public Task AddAsync(IReadOnlyList<BasketItem> items, OrderLimits limits, CancellationToken cancellationToken)
    {
        var lines = Read();
        foreach (var item in items.Where(item => lines.ContainsKey(item.ProductId) || lines.Count < limits.Lines))
        {
            lines[item.ProductId] = Math.Min(lines.GetValueOrDefault(item.ProductId) + item.Quantity, limits.Quantity);
        }

        Write(lines);
        return Task.CompletedTask;
    }

    public Task SetAsync(IReadOnlyList<BasketItem> items, CancellationToken cancellationToken)
    {
        var lines = Read();
        foreach (var item in items)
        {
            if (item.Quantity > 0)
            {
                lines[item.ProductId] = item.Quantity;
            }
            else
            {
                lines.Remove(item.ProductId);
            }
        }

        Write(lines);
        return Task.CompletedTask;
    }

    public void Clear()
    {
        _written = [];
        _cookies.DeleteCookie(context, rules.Name(CookieName), Options(lifetime: null));
    }

    private SortedDictionary<string, int> Read()
    {
        if (_written is not null)
        {
            return _written;
        }

        if (_cookies.GetRequestCookie(context, rules.Name(CookieName)) is { Length: > 0 } text)
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
            _written = lines;
            _cookies.AppendResponseCookie(context, rules.Name(CookieName), _protector.Protect(JsonSerializer.Serialize(lines)), Options(Lifetime));
        }
    }

    private CookieOptions Options(TimeSpan? lifetime)
    {
        var cookie = new CookieBuilder { MaxAge = lifetime };
        rules.Apply(cookie, CookieName);
        return cookie.Build(context);
    }
}
