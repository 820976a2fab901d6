using System.Text;
using System.Text.RegularExpressions;

namespace Aspirate.Cluster.Building.Images;

/// <summary>
/// The list of a web application's static files, with the headers that they are served with. <c>Last-Modified</c> is when the
/// sources were checked out; their <c>ETag</c>, which is of the content and goes first (RFC 9110, 13.2.2), stays.
/// </summary>
internal static partial class StaticAssetEndpoints
{
    public static bool IsMatch(string file) => file.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal);

    public static Stream WithoutTimes(string json) =>
        new MemoryStream(Encoding.UTF8.GetBytes(LastModified().Replace(json, $"${{name}}{DateTimeOffset.UnixEpoch:R}")));

    [GeneratedRegex("""(?<name>"Name":\s*"Last-Modified",\s*"Value":\s*")[^"]*""", RegexOptions.CultureInvariant)]
    private static partial Regex LastModified();
}
