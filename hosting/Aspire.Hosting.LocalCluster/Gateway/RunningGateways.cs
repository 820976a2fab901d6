using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Starting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>Starts the gateways of an application, keeps them told of their replicas, and ends them with it.</summary>
internal sealed class RunningGateways(
    ResourceNotificationService notifications,
    DistributedApplicationExecutionContext executionContext,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<ReplicaPool>> _pools = [];
    private readonly ConcurrentBag<GatewayServer> _servers = [];

    /// <returns>The replicas behind a gateway's routes, or <see langword="null"/> if it does not listen.</returns>
    public IReadOnlyList<ReplicaPool>? PoolsOf(string gateway) => _pools.GetValueOrDefault(gateway);

    public async Task StartAsync(LocalGatewayResource gateway, InitializeResourceEvent start, CancellationToken cancellationToken)
    {
        var endpoint = gateway.Annotations.OfType<EndpointAnnotation>().Single(each => each.Name == LocalGatewayResource.EndpointName);
        var port = FixedPorts.AreRandomized(configuration) ? null : endpoint.Port;

        await notifications.PublishUpdateAsync(gateway, snapshot => snapshot with { State = KnownResourceStates.Starting });

        var pools = new Dictionary<(string Resource, string Endpoint), ReplicaPool>();
        var targets = Served(gateway, start.Logger).ConvertAll(route =>
        {
            var key = (route.Endpoint.Resource.Name, route.Endpoint.EndpointName);
            return new RouteTarget(route, pools.TryGetValue(key, out var known) ? known : pools[key] = new(route.Endpoint, time));
        });

        var client = GatewayForwarder.CreateClient();
        GatewayServer server;

        try
        {
            server = await GatewayServer.StartAsync(port, client, new(targets), start.Logger, cancellationToken);
        }
        catch (IOException exception)
        {
            start.Logger.CannotListen(port, exception.Message);
            await notifications.PublishUpdateAsync(gateway, snapshot => snapshot with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
            return;
        }

        _servers.Add(server);
        _pools[gateway.Name] = [.. pools.Values];
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", server.Port);
        await start.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(gateway, start.Services), cancellationToken);

        start.Logger.Listening(endpoint.AllocatedEndpoint.UriString);
        await notifications.PublishUpdateAsync(gateway, snapshot => snapshot with
        {
            State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success),
            StartTimeStamp = time.GetUtcNow().UtcDateTime,
            Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = false })],
            Properties = [.. snapshot.Properties, .. targets.Select(target => new ResourcePropertySnapshot($"Route {target.Route.Path}", $"{target.Pool.Resource} ({target.Pool.Endpoint.EndpointName})"))],
        });

        _ = WatchReplicasAsync(pools.Values, new(client, time));

        // Last, as it is told only when the dashboard has its place.
        var environment = await ExecutionConfigurationBuilder.Create(gateway).WithEnvironmentVariablesConfig().BuildAsync(executionContext, start.Logger, cancellationToken);
        server.Tracing = GatewayTracing.Create(gateway.Name, environment.EnvironmentVariables.ToDictionary());
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        while (_servers.TryTake(out var server))
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>The routes without those that only another host tells apart: on this machine, hosts do not count.</summary>
    private static List<GatewayRoute> Served(LocalGatewayResource gateway, ILogger log)
    {
        var served = new List<GatewayRoute>();

        foreach (var route in gateway.Routes)
        {
            if (served.Find(known => known.Path == route.Path && known.PathType == route.PathType) is not { } kept)
            {
                served.Add(route);
            }
            else if (kept.Endpoint.Resource != route.Endpoint.Resource || kept.Endpoint.EndpointName != route.Endpoint.EndpointName)
            {
                log.RouteLeftOut(route.Path, kept.Endpoint.Resource.Name, route.Endpoint.Resource.Name);
            }
        }

        return served;
    }

    private async Task WatchReplicasAsync(IReadOnlyCollection<ReplicaPool> pools, ReadinessProber prober)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(lifetime.ApplicationStopping))
            {
                foreach (var pool in pools.Where(pool => pool.Endpoint.Resource == change.Resource))
                {
                    if (pool.Update(change.ResourceId, change.Snapshot) is { } begun)
                    {
                        _ = prober.WatchAsync(pool, begun);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The application ends.
        }
    }
}
