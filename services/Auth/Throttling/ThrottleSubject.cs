using System.Security.Cryptography;
using System.Text;

namespace Auth.Throttling;

/// <summary>What attempts are counted by, and how many may be made.</summary>
/// <param name="Key">The key of its entry. Who or what it concerns is hashed: it may be long, and it is none of the database's business.</param>
/// <param name="Limit">How many attempts may be made.</param>
internal sealed record ThrottleSubject(string Key, ThrottleLimit Limit)
{
    public static ThrottleSubject For(string kind, ThrottleLimit limit, params ReadOnlySpan<string> concerned) =>
        new($"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', concerned!))))}", limit);
}
