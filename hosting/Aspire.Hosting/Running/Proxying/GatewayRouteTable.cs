namespace Aspire.Hosting.Running.Proxying;

/// <summary>
/// Finds the route of a request as an Ingress does: an exact path before a prefix, the longest prefix first, prefixes by
/// whole path elements (<c>/auth</c> takes <c>/auth/login</c>, not <c>/author</c>), an exact host before a wildcard
/// before none. On this machine <c>localhost</c> stands for every host.
/// </summary>
/// <remarks>Kubernetes, Ingress v1: "Path types", "Multiple matches", "Hostname wildcards".</remarks>
internal sealed class GatewayRouteTable(IEnumerable<GatewayRoute> routes)
{
    private readonly IReadOnlyList<GatewayRoute> _routes =
    [
        .. routes
            .OrderBy(route => route.Host is null ? 2 : route.Host.StartsWith('*') ? 1 : 0)
            .ThenByDescending(route => route.IsExact)
            .ThenByDescending(route => route.Path.TrimEnd('/').Length),
    ];

    /// <returns>Where it leads, or <see langword="null"/> if nowhere.</returns>
    public GatewayRoute? Find(string host, string path) =>
        _routes.FirstOrDefault(route => MatchesHost(route.Host, host) && MatchesPath(route, path));

    private static bool MatchesHost(string? pattern, string host)
    {
        if (pattern is null || IsThisMachine(host) || string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // The wildcard stands for exactly one label.
        return pattern.StartsWith("*.", StringComparison.Ordinal)
            && host.IndexOf('.', StringComparison.Ordinal) is var dot and > 0
            && string.Equals(pattern[1..], host[dot..], StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || host is "127.0.0.1" or "[::1]";

    private static bool MatchesPath(GatewayRoute route, string path)
    {
        if (route.IsExact)
        {
            return string.Equals(route.Path, path, StringComparison.Ordinal);
        }

        var prefix = route.Path.TrimEnd('/');
        return path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
    }
}
