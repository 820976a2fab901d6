using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>What an Ingress and a Gateway have in common: hosts, routes, TLS. A local gateway can serve the same routes.</summary>
public abstract class KubernetesRoutingResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>, IGatewayRouteSource
{
    private protected KubernetesRoutingResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    internal abstract ReferenceExpression? ClassName { get; }

    internal List<ReferenceExpression> Hostnames { get; } = [];

    internal List<KubernetesRoute> Routes { get; } = [];

    internal ReferenceExpression? TlsSecret { get; set; }

    internal EndpointReference? DefaultBackend { get; set; }

    internal Dictionary<string, ReferenceExpression> ControllerAnnotations { get; } = [];

    internal string? ControllerNamespace { get; set; }

    /// <inheritdoc/>
    public IEnumerable<GatewayRoute> GetGatewayRoutes()
    {
        foreach (var route in Routes)
        {
            yield return new GatewayRoute(route.Host, route.Path, route.PathType == "Exact" ? GatewayPathType.Exact : GatewayPathType.Prefix, route.Endpoint);
        }

        if (DefaultBackend is not null)
        {
            yield return new GatewayRoute(null, "/", GatewayPathType.Prefix, DefaultBackend);
        }
    }

    internal void AddRoute(string? host, string path, string pathType, EndpointReference endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (path is not ['/', ..])
        {
            throw new DistributedApplicationException($"The path '{path}' of a route of '{Name}' has to begin with '/'.");
        }

        Routes.Add(new KubernetesRoute(host, path, pathType, endpoint));
    }
}
