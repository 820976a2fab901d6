using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// The address by which the outside knows an endpoint, where a host of the Ingress or Gateway that routes to it is known. A program that names its own external
/// endpoint means that one: it writes links and redirects with it, and does not need itself.
/// </summary>
internal static class OutsideAddress
{
    /// <returns>The address, with no slash at its end; <see langword="null"/> when it is not known.</returns>
    public static string? Of(ApplicationDescription application, WorkloadDescription workload, EndpointDescription endpoint)
    {
        if (!endpoint.IsExternal)
        {
            return null;
        }

        var ways = application.Ingresses
            .SelectMany(ingress => ingress.Routes.Append(ingress.DefaultBackend).OfType<RouteDescription>().Select(route => (Ingress: ingress, Route: route)))
            .Where(way => way.Route.Resource == workload.Name && string.Equals(way.Route.Endpoint, endpoint.Name, StringComparison.OrdinalIgnoreCase) && way.Route.PathType != "RegularExpression")
            .Select(way => (way.Ingress, way.Route, Host: way.Route.Host ?? (way.Ingress.Hosts is [var host, ..] ? host : null)))
            .Where(way => way.Host is not null && !way.Host.Contains('*', StringComparison.Ordinal))
            .OrderBy(way => way.Route.Path.Length)
            .ToList();
        return ways is [var first, ..] ? $"{(first.Ingress.TlsSecret is null ? "http" : "https")}://{first.Host}{first.Route.Path.TrimEnd('/')}" : null;
    }
}
