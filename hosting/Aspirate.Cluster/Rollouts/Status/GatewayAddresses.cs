using System.Globalization;
using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts.Watching;

namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Where an application is reached through a Gateway: what its HTTPRoutes lead to a Service. One that only sends elsewhere has none.</summary>
internal static class GatewayAddresses
{
    public static IEnumerable<AddressStatus> Read(ClusterObjects objects) =>
        from route in objects.All<V1HttpRoute>()
        where ApplicationLabels.ResourceOf(route) is not null
        from parent in route.Spec.ParentRefs
        let gateway = ParentGateways.Find(objects, route, parent)
        let at = gateway?.Status?.Addresses is [var first, ..] ? first.Value : null
        from name in (route.Spec.Hostnames ?? []).DefaultIfEmpty<string?>(null)
        let listener = ListenerOf(gateway, parent.SectionName, name)
        let host = name ?? listener?.Hostname ?? at ?? "*"
        from rule in route.Spec.Rules
        let backends = rule.BackendRefs ?? []
        where backends.Count > 0
        from match in rule.Matches is { Count: > 0 } matches ? matches : [new()]
        select new AddressStatus($"{Origin(listener, host)}{match.Path.Value}", backends.MaxBy(backend => backend.Weight ?? 1)!.Name ?? "?", ParentGateways.NameOf(route, parent), at) { Shares = Shares(backends) };

    // Of several that lead to the same, people take the one that nobody listens in on.
    private static V1GatewayListener? ListenerOf(V1Gateway? gateway, string? section, string? host) => (gateway?.Spec.Listeners ?? [])
        .Where(listener => (section is null || listener.Name == section) && ListenerHost.Takes(listener.Hostname, host))
        .OrderByDescending(listener => listener.Protocol == "HTTPS")
        .FirstOrDefault();

    private static ShareStatus[] Shares(IList<V1BackendReference> backends)
    {
        double all = backends.Sum(backend => backend.Weight ?? 1);
        return backends.Count == 1 || all == 0 ? [] : [.. backends.Select(backend => new ShareStatus(backend.Name ?? "?", Math.Round((backend.Weight ?? 1) * 100 / all, 1)))];
    }

    private static string Origin(V1GatewayListener? listener, string host) => listener switch
    {
        null or { Protocol: "HTTP", Port: 80 } => $"http://{host}",
        { Protocol: "HTTPS", Port: 443 } => $"https://{host}",
        { Protocol: var protocol, Port: var port } => string.Create(CultureInfo.InvariantCulture, $"{(protocol == "HTTPS" ? "https" : "http")}://{host}:{port}"),
    };
}
