using System.Globalization;
using System.Security.Cryptography;
using Frontend.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Frontend.SignIn;

/// <summary>
/// Ties a login to the browser that began it (RFC 6749 §10.12): the browser keeps a secret, the state that travels through
/// the issuer its hash.
/// </summary>
/// <remarks>
/// A browser keeps <see cref="Places"/> secrets at most, for <see cref="Lifetime"/>, and shows them at the callback's path only:
/// however often a login is begun, requests never grow too large to be answered. A login whose place another one has taken
/// begins anew (<see cref="SignInServices"/>).
/// </remarks>
internal sealed class PendingLogins(CookieRules rules, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    /// <summary>How many logins a browser can have in progress.</summary>
    public const int Places = 8;

    /// <summary>How long a login may take, with making an account on the way.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string CookieName = "havn-login-";
    private const string PlaceItem = "login.place";
    private const string HashItem = "login.hash";
    private const string AttemptItem = "login.attempt";
    private const string LostItem = "login.lost";
    private const int LastAttempt = 4;
    private const int SecretLength = 32;

    /// <summary>Leaves a secret with the browser.</summary>
    public void Begin(HttpContext context, AuthenticationProperties properties)
    {
        var place = RandomNumberGenerator.GetInt32(Places).ToString(CultureInfo.InvariantCulture);
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        properties.Items[PlaceItem] = place;
        properties.Items[HashItem] = WebEncoders.Base64UrlEncode(SHA256.HashData(secret));
        properties.IssuedUtc = time.GetUtcNow();

        var cookie = Cookie(place, Lifetime);
        context.Response.Cookies.Append(cookie.Name!, WebEncoders.Base64UrlEncode(secret), cookie.Build(context));
    }

    /// <summary>Whether this class began the login.</summary>
    public static bool Knows(AuthenticationProperties properties) => properties.Items.ContainsKey(HashItem);

    /// <summary>Marks a login as a repetition of one that has lost its place.</summary>
    /// <param name="properties">The login.</param>
    /// <param name="attempt">How often it has been begun with this one.</param>
    public static void Repeat(AuthenticationProperties properties, int attempt) => properties.Items[AttemptItem] = attempt.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a login has failed because this browser no longer has its secret.</summary>
    /// <param name="properties">The login.</param>
    /// <param name="attempt">Which attempt the next one is; null after the last.</param>
    public static bool HasLostItsPlace(AuthenticationProperties properties, out int? attempt)
    {
        var next = properties.Items.TryGetValue(AttemptItem, out var text) ? int.Parse(text!, CultureInfo.InvariantCulture) + 1 : 2;
        attempt = next <= LastAttempt ? next : null;
        return properties.Items.ContainsKey(LostItem);
    }

    /// <summary>Ends a login.</summary>
    /// <returns>Whether this browser began it, not too long ago.</returns>
    public bool TryEnd(HttpContext context, AuthenticationProperties properties)
    {
        if (properties.IssuedUtc is not { } begun || time.GetUtcNow() - begun > Lifetime || properties.Items[PlaceItem] is not { } place || properties.Items[HashItem] is not { } hash)
        {
            return false;
        }

        var cookie = Cookie(place, lifetime: null);
        if (!context.Request.Cookies.TryGetValue(cookie.Name!, out var text) || !IsSecretOf(hash, text))
        {
            properties.Items[LostItem] = "";
            return false;
        }

        context.Response.Cookies.Delete(cookie.Name!, cookie.Build(context));
        return true;
    }

    private static bool IsSecretOf(string hash, string text)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(WebEncoders.Base64UrlDecode(hash), SHA256.HashData(WebEncoders.Base64UrlDecode(text)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private CookieBuilder Cookie(string place, TimeSpan? lifetime)
    {
        var cookie = new CookieBuilder { MaxAge = lifetime };
        rules.Apply(cookie, CookieName + place, options.Get(OpenIdConnectDefaults.AuthenticationScheme).CallbackPath.ToString());
        return cookie;
    }
}
