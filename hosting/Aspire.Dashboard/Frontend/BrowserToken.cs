using System.Security.Cryptography;
using System.Text;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Frontend;

/// <summary>Decides whether a token opens the pages, in a time that tells nothing about the right one.</summary>
public sealed class BrowserToken(DashboardSettings settings)
{
    private readonly byte[] _expected = Digest(settings.Frontend.BrowserToken ?? "");

    /// <summary>Whether a token is the one of the login address.</summary>
    public bool IsValid(string? token) =>
        settings.Frontend.AuthMode == FrontendAuthMode.BrowserToken
        && !string.IsNullOrEmpty(token)
        && CryptographicOperations.FixedTimeEquals(Digest(token), _expected);

    // Digests are of one length, so that not even the token's length shows in the time.
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
