using System.Net.Sockets;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Dashboard;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Running.Proxying;

namespace Aspire.Hosting.Running.Endpoints;

/// <summary>All endpoints of the model and how they are served on this machine.</summary>
internal sealed class EndpointTable
{
    private readonly Dictionary<IResource, IReadOnlyList<EndpointBinding>> _bindings = [];
    private readonly List<RequiredPort> _requiredPorts = [];

    private EndpointTable()
    {
    }

    /// <summary>The ports that the model fixes.</summary>
    public IReadOnlyCollection<RequiredPort> RequiredPorts => _requiredPorts;

    public IReadOnlyCollection<ProxyListener> Listeners => [.. _bindings.Values.SelectMany(bindings => bindings).Select(binding => binding.Listener).OfType<ProxyListener>()];

    /// <exception cref="DistributedApplicationException">An endpoint cannot be served as the model says.</exception>
    public static EndpointTable Create(DistributedApplicationModel model, RunnerOptions options, TargetPorts ports, TimeProvider time, DashboardSettings? dashboard = null)
    {
        var table = new EndpointTable();

        foreach (var resource in model.Resources.Where(resource => resource is ProjectResource or ExecutableResource or ContainerResource))
        {
            table._bindings[resource] = [.. resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => Bind(resource, endpoint, options, ports, time))];
        }

        // Only now: their routes lead to the others' endpoints.
        foreach (var gateway in model.Resources.OfType<GatewayResource>())
        {
            table._bindings[gateway] = [.. gateway.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointBinding
            {
                Endpoint = endpoint,
                Listener = new GatewayListener(
                    options.RandomizePorts ? null : endpoint.Port, new(gateway.GetAllRoutes().Select(table.Route)), GatewayTracing.Create(gateway.Name, dashboard)),
            })];
        }

        foreach (var (resource, bindings) in table._bindings)
        {
            table._requiredPorts.AddRange(bindings
                .Where(binding => binding.Listener?.RequestedPort is not null || (binding.Listener is null && binding.Endpoint.Protocol is ProtocolType.Tcp))
                .Select(binding => new RequiredPort(resource.Name, binding.Endpoint.Name, binding.PublicPort)));
        }

        return table;
    }

    public IReadOnlyList<EndpointBinding> Of(IResource resource) => _bindings.GetValueOrDefault(resource) ?? [];

    /// <summary>Tells the model where its endpoints are. The proxies listen.</summary>
    public void Allocate()
    {
        foreach (var binding in _bindings.Values.SelectMany(bindings => bindings))
        {
            var endpoint = binding.Endpoint;
            var targetPort = binding.ReplicaPort?.ToString(System.Globalization.CultureInfo.InvariantCulture);

            endpoint.AllocatedEndpoint = new(endpoint, endpoint.TargetHost is "0.0.0.0" or "*" or "+" ? KnownHostNames.Localhost : endpoint.TargetHost, binding.PublicPort, targetPort);
            endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
                KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
                new(endpoint, KnownHostNames.DockerDesktopHostBridge, binding.PublicPort, EndpointBindingMode.SingleAddress, targetPort, KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
        }
    }

    private static EndpointBinding Bind(IResource resource, EndpointAnnotation endpoint, RunnerOptions options, TargetPorts ports, TimeProvider time)
    {
        var replicas = resource.GetReplicaCount();

        if (!endpoint.IsProxied || endpoint.Protocol is not ProtocolType.Tcp)
        {
            return replicas == 1
                ? new() { Endpoint = endpoint, ReplicaPort = endpoint.Port ?? (resource is ContainerResource ? null : endpoint.TargetPort) ?? ports.Take() }
                : throw new DistributedApplicationException(
                    $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' is not proxied, so its {replicas} replicas cannot share its port. Let it be proxied, or have one replica.");
        }

        var pool = new BackendPool(resource.Name, time);
        return new()
        {
            Endpoint = endpoint,
            Pool = pool,
            Listener = new EndpointListener(options.RandomizePorts ? null : endpoint.Port, Protocol(endpoint), pool),
            ReplicaPort = FixedTargetPort(resource, endpoint, replicas, options),
        };
    }

    // A project is told where to listen, so it needs no fixed port; a container's is inside of it.
    private static int? FixedTargetPort(IResource resource, EndpointAnnotation endpoint, int replicas, RunnerOptions options)
    {
        if (resource is ContainerResource || endpoint.TargetPort is not { } port || (resource is ProjectResource && (replicas > 1 || options.RandomizePorts || port == endpoint.Port)))
        {
            return null;
        }

        if (replicas > 1)
        {
            throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' has the fixed target port {port}, so its {replicas} replicas would collide. Leave the target port out, or have one replica.");
        }

        return port != endpoint.Port
            ? port
            : throw new DistributedApplicationException(
                $"The endpoint '{endpoint.Name}' of resource '{resource.Name}' has port and target port {port}; the proxy and the program cannot both hold it. Give one of them another number, or use isProxied: false.");
    }

    private static ProxyProtocol Protocol(EndpointAnnotation endpoint) => endpoint switch
    {
        { TlsEnabled: true } => ProxyProtocol.Tcp,
        { UriScheme: "http", Transport: "http2" } => ProxyProtocol.Http2,
        { UriScheme: "http" } => ProxyProtocol.Http,
        _ => ProxyProtocol.Tcp,
    };

    private Proxying.GatewayRoute Route(Additions.GatewayRoute route)
    {
        var pool = Of(route.Endpoint.Resource).FirstOrDefault(binding => binding.Endpoint == route.Endpoint.EndpointAnnotation)?.Pool
            ?? throw new DistributedApplicationException($"The route '{route.Path}' leads to the endpoint '{route.Endpoint}', which has no proxy. Route to a proxied HTTP endpoint.");

        return new(route.Host, route.Path, route.PathType is GatewayPathType.Exact, pool);
    }
}
