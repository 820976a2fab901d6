using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads an Ingress or a Gateway of the model.</summary>
internal static class RoutingDescriber
{
    /// <summary>Whether it leads anywhere; one that does not is no use, and the API server takes no such Ingress.</summary>
    public static bool HasRoutes(KubernetesRoutingResource routing) => routing.Routes.Count > 0 || routing.DefaultBackend is not null;

    /// <exception cref="DistributedApplicationException">A route leads to an endpoint that the model keeps inside.</exception>
    public static async Task<IngressDescription> DescribeAsync(KubernetesRoutingResource routing, CancellationToken cancellationToken)
    {
        foreach (var endpoint in routing.Routes.Select(route => route.Endpoint).Append(routing.DefaultBackend).OfType<EndpointReference>())
        {
            CheckIsExternal(routing, endpoint);
        }

        var className = await Values.OfAsync(routing.ClassName, cancellationToken);
        var hosts = new List<string>();
        foreach (var hostname in routing.Hostnames)
        {
            hosts.Add(await Values.OfAsync(hostname, cancellationToken) ?? "");
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
            Annotations = await Values.OfAsync(routing.ControllerAnnotations, cancellationToken),
            ControllerNamespace = routing.ControllerNamespace,
            StreamHeartbeat = routing.StreamHeartbeat,
            MaxRequestBodySize = routing.MaxRequestBodySize,
        };
    }

    // The dashboard's pages are for whoever routes them; they are not external by themselves, or they would be exposed without being asked for.
    private static void CheckIsExternal(KubernetesRoutingResource routing, EndpointReference endpoint)
    {
        if (endpoint is { Exists: true, EndpointAnnotation.IsExternal: false, Resource: not KubernetesAspireDashboardResource })
        {
            throw new DistributedApplicationException(
                $"'{routing.Name}' leads to the endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which is not external. Call WithExternalHttpEndpoints on '{endpoint.Resource.Name}', or set isExternal where the endpoint is added.");
        }
    }
}
