using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Auth.Protocol;

/// <summary>
/// Remembers, in the address that a log-in leads back to, when a client's request for a new log-in was put to the person: only a log-in after that answers it.
/// Protected, so that nobody answers it by writing an address.
/// </summary>
internal sealed class Reauthentication(IDataProtectionProvider protection, TimeProvider time)
{
    public const string Parameter = "asked";

    private readonly IDataProtector _protector = protection.CreateProtector("Auth.Protocol.Reauthentication");

    public string AskNow() => _protector.Protect(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <param name="asked">What <see cref="AskNow"/> gave, if anything.</param>
    /// <param name="signedInAt">When the password was entered.</param>
    public bool IsAnsweredBy(string? asked, DateTimeOffset signedInAt)
    {
        if (string.IsNullOrEmpty(asked))
        {
            return false;
        }

        try
        {
            return signedInAt.ToUnixTimeMilliseconds() >= long.Parse(_protector.Unprotect(asked), CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
