using System.Runtime.CompilerServices;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;

namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Reads how an application is.</summary>
/// <remarks>
/// It needs the verb <c>list</c> (to follow: <c>watch</c>) on pods, events, persistentvolumeclaims, deployments, replicasets,
/// statefulsets, daemonsets, controllerrevisions, jobs, horizontalpodautoscalers and ingresses. Without <c>list</c> on secrets the
/// revision is left out, without it on gateways and httproutes their addresses; without <c>get</c> on a Gateway of another namespace, what is known of that.
/// </remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the application is.</param>
/// <param name="time">The clock.</param>
public sealed class ApplicationStatusReader(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly NamespaceFeeds _feeds = new(cluster, @namespace, time);
    private readonly CurrentRevision _revision = new(cluster, @namespace, time);

    /// <summary>How it is now.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException">The cluster cannot be used, or a right is missing.</exception>
    public async Task<ApplicationStatus> ReadAsync(CancellationToken cancellationToken = default)
    {
        var revision = _revision.ReadAsync(cancellationToken);
        var objects = await Watch().ReadAsync(cancellationToken);
        return StatusReading.Read(objects, @namespace, await revision, time.GetUtcNow());
    }

    /// <summary>How it is now, and whenever something has changed.</summary>
    /// <param name="cancellationToken">Ends the following, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">The cluster cannot be used, or a right is missing.</exception>
    public async IAsyncEnumerable<ApplicationStatus> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var objects in Watch().FollowAsync(Interval, cancellationToken))
        {
            yield return StatusReading.Read(objects, @namespace, await _revision.ReadAsync(cancellationToken), time.GetUtcNow());
        }
    }

    private NamespaceWatch Watch() => new([.. _feeds.For(Enum.GetValues<ControllerKind>()), _feeds.Autoscalers, _feeds.Ingresses, _feeds.Gateways, _feeds.HttpRoutes, _feeds.OutsideGateways], time);
}
