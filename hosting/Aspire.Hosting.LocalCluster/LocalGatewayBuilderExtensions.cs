using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.LocalCluster;
using Aspire.Hosting.LocalCluster.Gateway;
using Aspire.Hosting.LocalCluster.Starting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds one entrance to several resources.</summary>
public static class LocalGatewayBuilderExtensions
{
    /// <summary>
    /// Adds a gateway that listens on this machine while the application runs, and is left out where it is published. It is healthy
    /// when every one of its routes leads to a replica that is ready.
    /// </summary>
    /// <remarks>
    /// A replica gets requests while its readiness probe (<c>WithHttpProbe</c>) succeeds or, without one, while it listens. A request
    /// waits up to five seconds for one. An idempotent request without a body whose connection broke is sent to another replica.
    /// The paths of probes are not passed on: they are no business of the outside.
    /// </remarks>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name, under which it also takes part in traces.</param>
    /// <param name="port">The port it listens on; any free one by default, and where ports are randomized (tests).</param>
    /// <returns>A builder of the gateway.</returns>
    public static IResourceBuilder<LocalGatewayResource> AddLocalGateway(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddPortCheck();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<RunningGateways>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunningGateways>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ReadyMessage>());

        var healthCheck = $"{name}_routes";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck, services => new RouteHealthCheck(services.GetRequiredService<RunningGateways>(), name), HealthStatus.Unhealthy, tags: null));

        return builder.AddResource(new LocalGatewayResource(name))
            .WithHttpEndpoint(port: port, name: LocalGatewayResource.EndpointName, isProxied: false)
            .WithExternalHttpEndpoints()
            .WithOtlpExporter()
            .WithHealthCheck(healthCheck)
            .WithIconName("ArrowRouting")
            .WithInitialState(new() { ResourceType = "Gateway", State = KnownResourceStates.NotStarted, Properties = [] })
            .OnInitializeResource((gateway, start, cancellationToken) => start.Services.GetRequiredService<RunningGateways>().StartAsync(gateway, start, cancellationToken))
            .ExcludeFromManifest();
    }

    /// <summary>Adds a route, for every host.</summary>
    /// <param name="builder">The gateway.</param>
    /// <param name="path">The path, beginning with a slash. It is passed on unchanged.</param>
    /// <param name="endpoint">The HTTP endpoint that requests go to.</param>
    /// <param name="pathType">How the path is compared.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    /// <exception cref="DistributedApplicationException">The gateway has such a route already.</exception>
    public static IResourceBuilder<LocalGatewayResource> WithRoute(
        this IResourceBuilder<LocalGatewayResource> builder, string path, EndpointReference endpoint, GatewayPathType pathType = GatewayPathType.Prefix)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpoint);

        if (path is not ['/', ..])
        {
            throw new ArgumentException($"The path '{path}' of a route of gateway '{builder.Resource.Name}' has to begin with '/'.", nameof(path));
        }

        if (builder.Resource.Routes.FirstOrDefault(route => route.Path == path && route.PathType == pathType) is { } known)
        {
            throw new DistributedApplicationException($"Gateway '{builder.Resource.Name}' has a route for '{path}' already, to '{known.Endpoint.Resource.Name}'.");
        }

        builder.AddRoute(new(path, pathType, endpoint));
        return builder;
    }

    /// <summary>
    /// Adds the routes of an Ingress or a Gateway of the Kubernetes environment, so that a path means the same on this machine and in
    /// the cluster. Hosts are left aside: here there is one. The default backend gets what no route takes.
    /// </summary>
    /// <typeparam name="T">Ingress or Gateway.</typeparam>
    /// <param name="builder">The gateway.</param>
    /// <param name="source">The Ingress or Gateway. Routes that are added to it later count as well.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<LocalGatewayResource> WithRoutesOf<T>(this IResourceBuilder<LocalGatewayResource> builder, IResourceBuilder<T> source)
        where T : KubernetesRoutingResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            foreach (var route in source.Resource.Routes)
            {
                builder.AddRoute(new(route.Path, route.PathType == nameof(GatewayPathType.Exact) ? GatewayPathType.Exact : GatewayPathType.Prefix, route.Endpoint));
            }

            if (source.Resource.DefaultBackend is { } backend && !builder.Resource.Routes.Any(route => route is { Path: "/", PathType: GatewayPathType.Prefix }))
            {
                builder.AddRoute(new("/", GatewayPathType.Prefix, backend));
            }

            return Task.CompletedTask;
        });

        return builder;
    }

    private static void AddRoute(this IResourceBuilder<LocalGatewayResource> builder, GatewayRoute route)
    {
        builder.Resource.Routes.Add(route);
        ReplicaPort.Tell(route.Endpoint);
        builder.WithReferenceRelationship(route.Endpoint.Resource);
    }
}
