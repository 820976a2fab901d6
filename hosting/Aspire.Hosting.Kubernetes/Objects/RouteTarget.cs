using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The Service and the port behind a route.</summary>
/// <param name="ServiceName">The Service's name.</param>
/// <param name="Port">The Service's port; 0 when the route names nothing that exists, which the validation then reports.</param>
internal sealed record RouteTarget(string ServiceName, int Port)
{
    public static RouteTarget Of(ApplicationDescription application, RouteDescription route)
    {
        var workload = application.Workloads.FirstOrDefault(candidate => candidate.Name == route.Resource);
        var endpoint = workload?.Endpoints.FirstOrDefault(candidate => string.Equals(candidate.Name, route.Endpoint, StringComparison.OrdinalIgnoreCase));
        return new RouteTarget(workload?.ServiceName ?? route.Resource, endpoint?.Port ?? 0);
    }
}
