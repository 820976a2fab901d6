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
        let gateway = parent is { Name: { } name, Namespace: null } ? objects.Find<V1Gateway>(name) : null
        let listener = gateway?.Spec.Listeners.FirstOrDefault(listener => parent.SectionName is null || listener.Name == parent.SectionName)
        let at = gateway?.Status?.Addresses is [var first, ..] ? first.Value : null
        from host in route.Spec.Hostnames is { Count: > 0 } named ? named : [listener?.Hostname ?? at ?? "*"]
        from rule in route.Spec.Rules
        let backends = rule.BackendRefs ?? []
        where backends.Count > 0
        from match in rule.Matches is { Count: > 0 } matches ? matches : [new()]
        select new AddressStatus($"{Origin(listener, host)}{match.Path.Value}", backends.MaxBy(backend => backend.Weight ?? 1)!.Name ?? "?", parent.Name ?? "?", at) { Shares = Shares(backends) };

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
