using System.Security.Cryptography;
using System.Text;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>Decides whether a sender may send, in a time that tells nothing about the key.</summary>
internal sealed class OtlpApiKey(DashboardSettings settings)
{
    public const string HeaderName = "x-otlp-api-key";

    private readonly byte[][] _accepted = settings.Otlp.AuthMode == OtlpAuthMode.Unsecured
        ? []
        : [.. new[] { settings.Otlp.PrimaryApiKey, settings.Otlp.SecondaryApiKey }.Where(key => !string.IsNullOrEmpty(key)).Select(key => Digest(key!))];

    public bool IsAccepted(HttpRequest request)
    {
        if (settings.Otlp.AuthMode == OtlpAuthMode.Unsecured)
        {
            return true;
        }

        // Digests are of one length, so that not even the key's length shows in the time.
        var given = Digest(request.Headers[HeaderName].ToString());
        var isAccepted = false;

        foreach (var accepted in _accepted)
        {
            isAccepted |= CryptographicOperations.FixedTimeEquals(given, accepted);
        }

        return isAccepted;
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
