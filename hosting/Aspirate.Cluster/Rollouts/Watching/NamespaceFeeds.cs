using Aspirate.Cluster.Objects;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>The kinds of a namespace that can be read and followed.</summary>
internal sealed class NamespaceFeeds(IKubernetes cluster, string @namespace, TimeProvider time)
{
    // The server ends a watch after this; without a limit, a connection that was lost silently would be waited on for ever.
    private const int WatchSeconds = 240;

    public IObjectFeed Pods => Feed<V1Pod, V1PodList>(
        token => cluster.CoreV1.ListNamespacedPodAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.CoreV1.WatchListNamespacedPodAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Events => Feed<Corev1Event, Corev1EventList>(
        token => cluster.CoreV1.ListNamespacedEventAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.CoreV1.WatchListNamespacedEventAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed VolumeClaims => Feed<V1PersistentVolumeClaim, V1PersistentVolumeClaimList>(
        token => cluster.CoreV1.ListNamespacedPersistentVolumeClaimAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.CoreV1.WatchListNamespacedPersistentVolumeClaimAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Services => Feed<V1Service, V1ServiceList>(
        token => cluster.CoreV1.ListNamespacedServiceAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.CoreV1.WatchListNamespacedServiceAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Deployments => Feed<V1Deployment, V1DeploymentList>(
        token => cluster.AppsV1.ListNamespacedDeploymentAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AppsV1.WatchListNamespacedDeploymentAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed ReplicaSets => Feed<V1ReplicaSet, V1ReplicaSetList>(
        token => cluster.AppsV1.ListNamespacedReplicaSetAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AppsV1.WatchListNamespacedReplicaSetAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed StatefulSets => Feed<V1StatefulSet, V1StatefulSetList>(
        token => cluster.AppsV1.ListNamespacedStatefulSetAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AppsV1.WatchListNamespacedStatefulSetAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed DaemonSets => Feed<V1DaemonSet, V1DaemonSetList>(
        token => cluster.AppsV1.ListNamespacedDaemonSetAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AppsV1.WatchListNamespacedDaemonSetAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed ControllerRevisions => Feed<V1ControllerRevision, V1ControllerRevisionList>(
        token => cluster.AppsV1.ListNamespacedControllerRevisionAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AppsV1.WatchListNamespacedControllerRevisionAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Jobs => Feed<V1Job, V1JobList>(
        token => cluster.BatchV1.ListNamespacedJobAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.BatchV1.WatchListNamespacedJobAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Autoscalers => Feed<V2HorizontalPodAutoscaler, V2HorizontalPodAutoscalerList>(
        token => cluster.AutoscalingV2.ListNamespacedHorizontalPodAutoscalerAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.AutoscalingV2.WatchListNamespacedHorizontalPodAutoscalerAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Ingresses => Feed<V1Ingress, V1IngressList>(
        token => cluster.NetworkingV1.ListNamespacedIngressAsync(@namespace, cancellationToken: token),
        (version, onError, token) => cluster.NetworkingV1.WatchListNamespacedIngressAsync(@namespace, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: token));

    public IObjectFeed Gateways => Extension<V1Gateway>("gateways");

    public IObjectFeed HttpRoutes => Extension<V1HttpRoute>("httproutes");

    /// <summary>The Gateways of other namespaces that routes of this one belong to.</summary>
    public IObjectFeed OutsideGateways => new ExtensionFeed<OutsideGateway>(new OutsideGateways(cluster, @namespace).ReadAsync, time);

    /// <summary>What the rollout of these workloads is judged by.</summary>
    public IReadOnlyList<IObjectFeed> For(IEnumerable<ControllerKind> kinds)
    {
        var asked = kinds.ToHashSet();
        List<IObjectFeed> feeds = [Pods, Events, VolumeClaims];
        if (asked.Contains(ControllerKind.Deployment))
        {
            feeds.AddRange([Deployments, ReplicaSets]);
        }

        if (asked.Contains(ControllerKind.StatefulSet))
        {
            feeds.Add(StatefulSets);
        }

        if (asked.Contains(ControllerKind.DaemonSet))
        {
            feeds.AddRange([DaemonSets, ControllerRevisions]);
        }

        if (asked.Contains(ControllerKind.Job))
        {
            feeds.Add(Jobs);
        }

        return feeds;
    }

    // Of the Gateway API, which not every cluster has.
    private ExtensionFeed<T> Extension<T>(string plural)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        new(async token => (await cluster.CustomObjects.ListNamespacedCustomObjectAsync<KubernetesList<T>>("gateway.networking.k8s.io", "v1", @namespace, plural, cancellationToken: token)).Items, time);

    private ObjectFeed<T> Feed<T, TList>(Func<CancellationToken, Task<TList>> list, ObjectFeed<T>.Watcher watch)
        where T : class, IKubernetesObject<V1ObjectMeta>
        where TList : IItems<T>, IMetadata<V1ListMeta> =>
        new(
            async token =>
            {
                var content = await list(token);
                return (content.Items, content.Metadata.ResourceVersion);
            },
            watch,
            time);
}
