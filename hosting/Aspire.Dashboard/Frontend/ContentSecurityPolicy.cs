using System.Security.Cryptography;

namespace Aspire.Dashboard.Frontend;

/// <summary>What a page may load: nothing from elsewhere, no script but the dashboard's own.</summary>
public static class ContentSecurityPolicy
{
    private const int NonceBytes = 16;
    private static readonly object NonceKey = new();

    /// <summary>The nonce by which an inline script of this answer is recognized as the dashboard's own (<c>&lt;script nonce="…"&gt;</c>).</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        }

        return nonce;
    }

    internal static string Of(HttpContext context) =>
        "default-src 'self'; "
        + $"script-src 'self' 'nonce-{Nonce(context)}'; "
        // The component library sets styles on elements as it lays them out.
        + "style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
