using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Auth.SignIn;

/// <summary>
/// Remembers in a browser which accounts were logged in to there, so that their owners are told from guessers
/// (<see href="https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies">OWASP, device cookies</see>).
/// It opens nothing by itself: who has such a cookie is only counted apart.
/// </summary>
internal sealed class KnownDevices(IDataProtectionProvider protection, IOptions<SignInOptions> options, TimeProvider time)
{
    private const string CookieName = "auth.device";

    // Of a computer that many people use, those who come back soonest are remembered.
    private const int MaxAccounts = 5;

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Auth.SignIn.KnownDevices").ToTimeLimitedDataProtector();

    /// <returns>What tells this browser from any other that knows the account; <see langword="null"/> when it does not know it.</returns>
    public string? Find(HttpContext context, string userId) => Read(context).FirstOrDefault(known => known.UserId == userId)?.Device;

    public void Remember(HttpContext context, string userId)
    {
        var known = Read(context);
        var current = known.Find(entry => entry.UserId == userId) ?? new(userId, RandomNumberGenerator.GetHexString(32, lowercase: true));
        var accounts = known.Where(entry => entry.UserId != userId).Prepend(current).Take(MaxAccounts);

        var lifetime = options.Value.KnownDeviceLifetime;
        var value = _protector.Protect(string.Join(' ', accounts.Select(entry => $"{entry.UserId}:{entry.Device}")), time.GetUtcNow() + lifetime);
        var cookie = SignInCookies.Restrict(new CookieBuilder(), CookieName, SameSiteMode.Lax);
        cookie.MaxAge = lifetime;
        context.Response.Cookies.Append(CookieName, value, cookie.Build(context));
    }

    private List<KnownAccount> Read(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { Length: > 0 } cookie)
        {
            return [];
        }

        try
        {
            return [.. _protector.Unprotect(cookie).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split(':')).Select(entry => new KnownAccount(entry[0], entry[1]))];
        }
        catch (CryptographicException)
        {
            // Too old, forged or of a key that is gone: not known.
            return [];
        }
    }

    private sealed record KnownAccount(string UserId, string Device);
}
