using System.Globalization;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;

namespace Aspirate.Opening;

/// <summary>An address that people open in a browser, as an Ingress, or an HTTPRoute and its Gateway, of the application says it.</summary>
/// <param name="Entrance">The Ingress or the Gateway.</param>
/// <param name="Url">The address.</param>
internal sealed record ApplicationAddress(ObjectReference Entrance, Uri Url)
{
    private const string GatewayApi = "gateway.networking.k8s.io";

    /// <summary>One address for each host: by HTTPS where there is a certificate for it, the shortest of its paths.</summary>
    public static IReadOnlyList<ApplicationAddress> Of(IReadOnlyList<ClusterObject> objects) =>
    [
        .. objects.SelectMany(item => item.Reference switch
            {
                { Group: "networking.k8s.io", Kind: "Ingress" } => OfIngress(item),
                { Group: GatewayApi, Kind: "HTTPRoute" } => OfRoute(item, objects),
                _ => [],
            })
            .Where(rule => !rule.Host.StartsWith('*'))
            .GroupBy(rule => rule.Host, StringComparer.OrdinalIgnoreCase)
            .Select(host => host.OrderByDescending(rule => rule.Scheme == Uri.UriSchemeHttps).ThenBy(rule => rule.Path.Length).First())
            .Select(rule => new ApplicationAddress(rule.Entrance, new UriBuilder(rule.Scheme, rule.Host, rule.Port) { Path = rule.Path }.Uri)),
    ];

    private static IEnumerable<Rule> OfIngress(ClusterObject ingress)
    {
        var spec = ingress.Json["spec"];
        var secured = Items(spec?["tls"]).SelectMany(entry => Items(entry["hosts"])).Select(host => (string?)host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from rule in Items(spec?["rules"])
            let host = (string?)rule["host"]
            where host is not null
            from path in Items(rule["http"]?["paths"])
            select new Rule(ingress.Reference, secured.Contains(host) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, host, -1, (string?)path["path"] ?? "/");
    }

    // What only sends elsewhere leads to no part of the application.
    private static IEnumerable<Rule> OfRoute(ClusterObject route, IReadOnlyList<ClusterObject> objects)
    {
        var spec = route.Json["spec"];
        return
            from parent in Items(spec?["parentRefs"])
            let entrance = new ObjectReference(route.Reference.ApiVersion, "Gateway", (string?)parent["namespace"] ?? route.Reference.Namespace, (string?)parent["name"] ?? "")
            let gateway = objects.FirstOrDefault(item => item.Reference == entrance)
            let listener = Items(gateway?.Json["spec"]?["listeners"]).FirstOrDefault(listener => parent["sectionName"] is null || (string?)listener["name"] == (string?)parent["sectionName"])
            let scheme = (string?)listener?["protocol"] == "HTTPS" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp
            let port = listener?["port"] is { } number ? int.Parse(number.ToString(), CultureInfo.InvariantCulture) : -1
            from host in Items(spec?["hostnames"]).Append(listener?["hostname"]).OfType<JsonNode>().Select(host => (string)host!).Distinct()
            from rule in Items(spec?["rules"])
            where Items(rule["backendRefs"]).Any()
            from path in Items(rule["matches"]).Select(match => (string?)match["path"]?["value"]).DefaultIfEmpty()
            select new Rule(entrance, scheme, host, port, path ?? "/");
    }

    private static IEnumerable<JsonNode> Items(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonNode>();

    private sealed record Rule(ObjectReference Entrance, string Scheme, string Host, int Port, string Path);
}
