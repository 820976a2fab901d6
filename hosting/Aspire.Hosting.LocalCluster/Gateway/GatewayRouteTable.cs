namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>
/// Finds the route of a request as an Ingress does: an exact path before a prefix, the longest prefix first, prefixes by whole path
/// elements (<c>/auth</c> takes <c>/auth/login</c>, not <c>/author</c>).
/// </summary>
/// <remarks>Kubernetes, Ingress v1: "Path types", "Multiple matches".</remarks>
internal sealed class GatewayRouteTable(IEnumerable<RouteTarget> targets)
{
    private readonly IReadOnlyList<RouteTarget> _targets =
    [
        .. targets
            .OrderByDescending(target => target.Route.PathType is GatewayPathType.Exact)
            .ThenByDescending(target => target.Route.Path.TrimEnd('/').Length),
    ];

    /// <returns>Where it leads, or <see langword="null"/> if nowhere.</returns>
    public RouteTarget? Find(string path) => _targets.FirstOrDefault(target => Matches(target.Route, path));

    private static bool Matches(GatewayRoute route, string path)
    {
        if (route.PathType is GatewayPathType.Exact)
        {
            return string.Equals(route.Path, path, StringComparison.Ordinal);
        }

        var prefix = route.Path.TrimEnd('/');
        return path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }
}

/// <summary>A route and the replicas behind it.</summary>
internal sealed record RouteTarget(GatewayRoute Route, ReplicaPool Pool)
{
    private readonly IReadOnlyList<string> _probes = [.. Route.Endpoint.Resource.Annotations.OfType<ApplicationModel.EndpointProbeAnnotation>().Select(probe => probe.Path.Trim('/'))];

    /// <summary>Whether a path is that of a probe, as the service itself knows it or below the route's.</summary>
    public bool IsProbe(string path)
    {
        var asked = path.Trim('/');
        var prefix = Route.Path.Trim('/');
        var belowRoute = asked.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? asked[prefix.Length..].Trim('/') : asked;

        return _probes.Any(probe => probe.Equals(asked, StringComparison.OrdinalIgnoreCase) || probe.Equals(belowRoute, StringComparison.OrdinalIgnoreCase));
    }
}
