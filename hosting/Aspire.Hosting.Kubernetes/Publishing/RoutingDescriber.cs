using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads an Ingress or a Gateway of the model.</summary>
internal static class RoutingDescriber
{
    public static async Task<IngressDescription> DescribeAsync(KubernetesRoutingResource routing, CancellationToken cancellationToken)
    {
        var className = await Values.OfAsync(routing.ClassName, cancellationToken);
        var hosts = new List<string>();
        foreach (var hostname in routing.Hostnames)
        {
            hosts.Add(await Values.OfAsync(hostname, cancellationToken) ?? "");
        }

        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in routing.ControllerAnnotations)
        {
            annotations[key] = await Values.OfAsync(value, cancellationToken) ?? "";
        }

        return new IngressDescription
        {
            Name = routing.Name,
            IsGateway = routing is KubernetesGatewayResource,
            ClassName = className,
            Hosts = hosts,
            Routes = [.. routing.Routes.Select(route => new RouteDescription(route.Host, route.Path, route.PathType, route.Endpoint.Resource.Name, route.Endpoint.EndpointName))],
            DefaultBackend = routing.DefaultBackend is { } backend ? new RouteDescription(null, "/", "Prefix", backend.Resource.Name, backend.EndpointName) : null,
            TlsSecret = await Values.OfAsync(routing.TlsSecret, cancellationToken),
            Annotations = annotations,
            ControllerNamespace = routing.ControllerNamespace,
            StreamHeartbeat = routing.StreamHeartbeat,
            MaxRequestBodySize = routing.MaxRequestBodySize,
        };
    }
}
