namespace Aspirate.Cluster.Objects;

/// <summary>Whether the host names of a Gateway's listener and of a route have one in common; the first label of each may be <c>*</c>.</summary>
/// <remarks><see href="https://gateway-api.sigs.k8s.io/reference/spec/#hostname"/></remarks>
internal static class ListenerHost
{
    /// <param name="listener">The listener's; <see langword="null"/> or empty is every host.</param>
    /// <param name="route">One of the route's; <see langword="null"/> is whatever the listener has.</param>
    public static bool Takes(string? listener, string? route) => string.IsNullOrEmpty(listener) || route is null || Covers(listener, route) || Covers(route, listener);

    private static bool Covers(string wide, string host) =>
        wide.Equals(host, StringComparison.OrdinalIgnoreCase) || (wide.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(wide[1..], StringComparison.OrdinalIgnoreCase));
}
