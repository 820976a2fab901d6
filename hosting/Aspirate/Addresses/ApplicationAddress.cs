using System.Globalization;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Objects;

namespace Aspirate.Addresses;

/// <summary>An address that people open in a browser, as an Ingress, or an HTTPRoute and its Gateway, of the application says it.</summary>
/// <param name="Entrance">The Ingress or the Gateway.</param>
/// <param name="Url">The address.</param>
internal sealed record ApplicationAddress(ObjectReference Entrance, Uri Url)
{
    /// <summary>One address for each host: by HTTPS where there is a certificate for it, the shortest of its paths.</summary>
    /// <param name="objects">What the application is made of, and the Gateways of others that its routes belong to.</param>
    public static IReadOnlyList<ApplicationAddress> Of(IReadOnlyList<ClusterObject> objects) =>
    [
        .. objects.SelectMany(item => item.Reference switch
            {
                { Group: "networking.k8s.io", Kind: "Ingress" } => OfIngress(item),
                _ => OfRoute(item, objects),
            })
            .Where(rule => !rule.Host.StartsWith('*'))
            .GroupBy(rule => rule.Host, StringComparer.OrdinalIgnoreCase)
            .Select(host => host.OrderByDescending(rule => rule.Scheme == Uri.UriSchemeHttps).ThenBy(rule => rule.Path.Length).First())
            .Select(rule => new ApplicationAddress(rule.Entrance, new UriBuilder(rule.Scheme, rule.Host, rule.Port) { Path = rule.Path }.Uri)),
    ];

    /// <summary>The Gateways that routes belong to and that the application does not bring.</summary>
    public static IEnumerable<ObjectReference> ExistingGateways(IReadOnlyList<ClusterObject> objects) => objects
        .SelectMany(RouteParent.Of)
        .Select(parent => parent.Gateway)
        .Distinct()
        .Where(gateway => !objects.Any(item => item.Reference == gateway));

    private static IEnumerable<Rule> OfIngress(ClusterObject ingress)
    {
        var spec = ingress.Json["spec"];
        var secured = JsonItems.Of(spec?["tls"]).SelectMany(entry => JsonItems.Of(entry["hosts"])).Select(host => (string?)host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from rule in JsonItems.Of(spec?["rules"])
            let host = (string?)rule["host"]
            where host is not null
            from path in JsonItems.Of(rule["http"]?["paths"])
            select new Rule(ingress.Reference, secured.Contains(host) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, host, -1, (string?)path["path"] ?? "/");
    }

    // What only sends elsewhere leads to no part of the application.
    private static IEnumerable<Rule> OfRoute(ClusterObject route, IReadOnlyList<ClusterObject> objects)
    {
        var spec = route.Json["spec"];
        return
            from parent in RouteParent.Of(route)
            let gateway = objects.FirstOrDefault(item => item.Reference == parent.Gateway)
            from name in JsonItems.Of(spec?["hostnames"]).Select(host => (string?)host).DefaultIfEmpty()
            let listener = JsonItems.Of(gateway?.Json["spec"]?["listeners"])
                .Where(listener => (parent.SectionName is null || (string?)listener["name"] == parent.SectionName) && ListenerHost.Takes((string?)listener["hostname"], name))
                .OrderByDescending(listener => (string?)listener["protocol"] == "HTTPS")
                .FirstOrDefault()
            let scheme = (string?)listener?["protocol"] == "HTTPS" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp
            let port = listener?["port"] is { } number ? int.Parse(number.ToString(), CultureInfo.InvariantCulture) : -1
            let host = name ?? (string?)listener?["hostname"]
            where host is not null
            from rule in JsonItems.Of(spec?["rules"])
            where JsonItems.Of(rule["backendRefs"]).Any()
            from path in JsonItems.Of(rule["matches"]).Select(match => (string?)match["path"]?["value"]).DefaultIfEmpty()
            select new Rule(parent.Gateway, scheme, host, port, path ?? "/");
    }

    private sealed record Rule(ObjectReference Entrance, string Scheme, string Host, int Port, string Path);
}
