using System.Text.RegularExpressions;

namespace Auth.Mail;

/// <summary>
/// The spelling of e-mail addresses: one for each mailbox, and none that only looks like another. Case and width are folded, as RFC 8265 §3.3 and
/// UTS #46 §4 have it; what they would fold beyond ASCII is refused instead (a domain can be given by its ASCII form, which is what browsers send).
/// </summary>
public static partial class EmailAddress
{
    // RFC 5321 §4.5.3.1.3 allows a path of 256 octets, of which two are the angle brackets; §4.5.3.1.1 a local part of 64.
    public const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    private const char WideFirst = '\uFF01';
    private const char WideLast = '\uFF5E';

    /// <returns>The address as accounts have it: without surrounding space, in lower case and of ordinary width. It need not be valid.</returns>
    public static string Normalize(string? text) => string.Concat((text ?? "").Trim().Select(Narrow)).ToLowerInvariant();

    /// <summary>Whether a normalized text can be the address of a new account.</summary>
    public static bool IsValid(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        return normalized.Length <= MaxLength && normalized.IndexOf('@', StringComparison.Ordinal) <= MaxLocalLength && DotAtom().IsMatch(normalized);
    }

    /// <summary>Whether a normalized text can be the address of any account: older ones may have addresses that no new one can have.</summary>
    public static bool CanBeLookedUp(string normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        return normalized.Length is > 0 and <= MaxLength && !normalized.Any(char.IsControl);
    }

    private static char Narrow(char character) => character switch
    {
        >= WideFirst and <= WideLast => (char)(character - WideFirst + '!'),
        '\u3002' or '\uFF61' => '.',
        _ => character,
    };

    // RFC 5321 §4.1.2, without quoted local parts and without addresses of machines.
    [GeneratedRegex(@"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DotAtom();
}
