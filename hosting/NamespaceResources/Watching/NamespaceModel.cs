using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Aspirate.Cluster;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Autorest;
using Microsoft.Extensions.Options;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using NamespaceResources.Settings;

namespace NamespaceResources.Watching;

/// <summary>Keeps up with the namespace, whatever becomes of the connection.</summary>
internal sealed class NamespaceModel(IOptions<ResourceSettings> settings, ClusterTroubles troubles, TimeProvider time, ILogger<NamespaceModel> logger)
    : BackgroundService, INamespaceWatch
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Asking = TimeSpan.FromSeconds(5);

    // Some judgements change by the passing of time alone.
    private static readonly TimeSpan Judgement = TimeSpan.FromSeconds(5);

    // A rollout changes dozens of objects within a second.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    private readonly Latest<NamespaceSnapshot> _snapshots = new(NamespaceSnapshot.Nothing);
    private OpenCluster? _cluster;

    /// <summary>The way to the API; null until it has answered once.</summary>
    public OpenCluster? Cluster => Volatile.Read(ref _cluster);

    public NamespaceSnapshot Current => _snapshots.Value;

    /// <summary>The present state, then newer ones.</summary>
    public IAsyncEnumerable<NamespaceSnapshot> FollowAsync(CancellationToken cancellationToken) => _snapshots.FollowAsync(cancellationToken);

    Task<ClusterObjects> INamespaceWatch.ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Current.Objects);

    async IAsyncEnumerable<ClusterObjects> INamespaceWatch.FollowAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var snapshot in FollowAsync(cancellationToken))
        {
            yield return snapshot.Objects;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var connection = await OpenAsync(stoppingToken);
        var name = settings.Value.Namespace ?? connection.DefaultNamespace ?? "default";
        Volatile.Write(ref _cluster, new(connection.Client, name));
        logger.Opened(name, connection.Server);
        await Task.WhenAll(WatchAsync(connection.Client, name, stoppingToken), AskAsync(connection.Client, stoppingToken));
    }

    private async Task<ClusterConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return await ClusterConnection.OpenAsync(kubeconfig: settings.Value.Kubeconfig, cancellationToken: cancellationToken);
            }
            catch (ClusterException failure)
            {
                logger.Unreachable(failure.Message);
                troubles.Reached(failure);
            }

            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    // A watch does not notice that nobody is there any more.
    private async Task AskAsync(IKubernetes client, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Asking, time);
        do
        {
            try
            {
                await client.Version.GetCodeAsync(cancellationToken);
                troubles.Reached(failure: null);
            }
            catch (ClusterException failure)
            {
                troubles.Reached(failure);
            }
            catch (HttpOperationException unwell)
            {
                troubles.Reached(new ClusterException(unwell.Message, unwell));
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task WatchAsync(IKubernetes client, string name, CancellationToken cancellationToken)
    {
        var watch = new NamespaceWatch(Feeds(new(client, name, time)), time);
        await foreach (var objects in watch.FollowAsync(Judgement, cancellationToken))
        {
            var resources = NamespaceMapper.Map(objects, time.GetUtcNow(), settings.Value.AllowRestart).ToImmutableDictionary(resource => resource.Name);
            _snapshots.Publish(new(true, objects, Unchanged(resources, Current.Resources)));
            await Task.Delay(ShortestPause, time, cancellationToken);
        }
    }

    // What is the same stays the same object, so that followers see at a glance what is new.
    private static ImmutableDictionary<string, Resource> Unchanged(ImmutableDictionary<string, Resource> now, ImmutableDictionary<string, Resource> before) =>
        now.SetItems(now.Where(entry => before.TryGetValue(entry.Key, out var same) && same.Equals(entry.Value)).Select(entry => KeyValuePair.Create(entry.Key, before[entry.Key])));

    private IReadOnlyList<IObjectFeed> Feeds(NamespaceFeeds feeds) =>
    [
        Patient("deployments", feeds.Deployments),
        Patient("replicasets", feeds.ReplicaSets),
        Patient("statefulsets", feeds.StatefulSets),
        Patient("daemonsets", feeds.DaemonSets),
        Patient("controllerrevisions", feeds.ControllerRevisions),
        Patient("jobs", feeds.Jobs),
        Patient("pods", feeds.Pods),
        Patient("services", feeds.Services),
        Patient("persistentvolumeclaims", feeds.VolumeClaims),
        Patient("ingresses", feeds.Ingresses),
        Patient("gateways", feeds.Gateways),
        Patient("httproutes", feeds.HttpRoutes),
        Patient("events", feeds.Events),
    ];

    private PatientFeed Patient(string kind, IObjectFeed feed) => new(kind, feed, troubles, time, logger);
}
