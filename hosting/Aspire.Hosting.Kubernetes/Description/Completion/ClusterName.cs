using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Makes a name of the model one of the cluster (RFC 1123 label): lower case, without other signs than hyphens, and shortened
/// by a hash of the whole, so that names that begin alike stay apart.
/// </summary>
internal static partial class ClusterName
{
    /// <summary>The length of a label.</summary>
    public const int MaxLength = 63;

    private const int HashLength = 8;

    public static string Of(string name, int maxLength = MaxLength)
    {
        var label = Label(name);
        return label.Length <= maxLength ? label : Hashed(name, maxLength);
    }

    /// <summary>The name with a hash, for one that another has taken.</summary>
    public static string Hashed(string name, int maxLength = MaxLength)
    {
        var label = Label(name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        return $"{label[..Math.Min(label.Length, maxLength - HashLength - 1)].TrimEnd('-')}-{hash}";
    }

    private static string Label(string name)
    {
        var label = NotAllowed().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return label.Length > 0 ? label : "x";
    }

    [GeneratedRegex("[^a-z0-9-]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAllowed();
}
