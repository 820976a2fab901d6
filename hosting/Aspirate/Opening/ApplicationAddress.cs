using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;

namespace Aspirate.Opening;

/// <summary>An address that people open in a browser, as an Ingress of the application says it.</summary>
/// <param name="Ingress">The Ingress.</param>
/// <param name="Url">The address.</param>
internal sealed record ApplicationAddress(string Ingress, Uri Url)
{
    /// <summary>One address for each host: the shortest of its paths, by HTTPS where the Ingress has a certificate for the host.</summary>
    public static IReadOnlyList<ApplicationAddress> Of(IEnumerable<ClusterObject> objects) =>
    [
        .. objects.Where(item => item.Reference is { Group: "networking.k8s.io", Kind: "Ingress" })
            .SelectMany(Rules)
            .GroupBy(rule => rule.Host, StringComparer.OrdinalIgnoreCase)
            .Select(host => host.OrderBy(rule => rule.Path.Length).First())
            .Select(rule => new ApplicationAddress(rule.Ingress, new UriBuilder(rule.IsSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, rule.Host) { Path = rule.Path }.Uri)),
    ];

    private static IEnumerable<(string Ingress, string Host, string Path, bool IsSecure)> Rules(ClusterObject ingress)
    {
        var spec = ingress.Json["spec"];
        var secured = Items(spec?["tls"]).SelectMany(entry => Items(entry["hosts"])).Select(host => (string?)host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from rule in Items(spec?["rules"])
            let host = (string?)rule["host"]
            where host is not null && !host.StartsWith('*')
            from path in Items(rule["http"]?["paths"])
            select (ingress.Reference.Name, host, (string?)path["path"] ?? "/", secured.Contains(host));
    }

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonNode>();
}
