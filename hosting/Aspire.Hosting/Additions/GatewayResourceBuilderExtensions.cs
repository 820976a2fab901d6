using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>Adds gateways and states facts about them.</summary>
public static class GatewayResourceBuilderExtensions
{
    /// <summary>Adds a gateway that listens on this machine while the application runs.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="port">The port it listens on; any free one by default.</param>
    /// <returns>A builder of the gateway.</returns>
    public static IResourceBuilder<GatewayResource> AddLocalGateway(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(new GatewayResource(name))
            .WithHttpEndpoint(port: port, name: GatewayResource.EndpointName, isProxied: false)
            .WithExternalHttpEndpoints()
            .ExcludeFromManifest();
    }

    /// <summary>Adds a route for every host.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="path">The path, beginning with a slash.</param>
    /// <param name="endpoint">The endpoint that requests go to.</param>
    /// <param name="pathType">How the path is compared.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<GatewayResource> WithRoute(this IResourceBuilder<GatewayResource> builder, string path, EndpointReference endpoint, GatewayPathType pathType = GatewayPathType.Prefix) =>
        builder.WithRoute(host: null, path, endpoint, pathType);

    /// <summary>Adds a route.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="host">The host that the route is for; <see langword="null"/> means any.</param>
    /// <param name="path">The path, beginning with a slash.</param>
    /// <param name="endpoint">The endpoint that requests go to.</param>
    /// <param name="pathType">How the path is compared.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<GatewayResource> WithRoute(this IResourceBuilder<GatewayResource> builder, string? host, string path, EndpointReference endpoint, GatewayPathType pathType = GatewayPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpoint);

        if (path is not ['/', ..])
        {
            throw new DistributedApplicationException($"The path '{path}' of a route of gateway '{builder.Resource.Name}' has to begin with '/'.");
        }

        builder.Resource.Routes.Add(new GatewayRoute(host, path, pathType, endpoint));
        return builder.WithReferenceRelationship(endpoint.Resource);
    }

    /// <summary>Has a gateway serve the routes of something else, such as an Ingress.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="source">What has the routes.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<GatewayResource> WithRoutesOf(this IResourceBuilder<GatewayResource> builder, IGatewayRouteSource source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        builder.Resource.RouteSources.Add(source);
        return builder;
    }

    /// <summary>Has a gateway serve the routes of another resource, such as an Ingress.</summary>
    /// <typeparam name="TSource">The kind of resource.</typeparam>
    /// <param name="builder">The gateway.</param>
    /// <param name="source">The resource that has the routes.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<GatewayResource> WithRoutesOf<TSource>(this IResourceBuilder<GatewayResource> builder, IResourceBuilder<TSource> source)
        where TSource : IResource, IGatewayRouteSource
    {
        ArgumentNullException.ThrowIfNull(source);

        return builder.WithRoutesOf((IGatewayRouteSource)source.Resource);
    }
}
