using k8s;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>The kinds that the dashboard looks at. Its Role allows to list and watch these, and nothing else.</summary>
internal sealed class ObjectKinds(IKubernetes client, string name)
{
    // Lists come in parts, so that a large one is not in memory as text and as objects at the same time.
    private const int PageSize = 200;

    /// <summary>How long the server is asked to keep a watch open.</summary>
    public static readonly TimeSpan WatchTime = TimeSpan.FromMinutes(5);

    private static readonly int WatchSeconds = (int)WatchTime.TotalSeconds;

    public ObjectKind<V1Deployment> Deployments { get; } = new(
        "deployments.apps",
        async (next, cancel) => Page(await client.AppsV1.ListNamespacedDeploymentAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.AppsV1.WatchListNamespacedDeploymentAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1StatefulSet> StatefulSets { get; } = new(
        "statefulsets.apps",
        async (next, cancel) => Page(await client.AppsV1.ListNamespacedStatefulSetAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.AppsV1.WatchListNamespacedStatefulSetAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1DaemonSet> DaemonSets { get; } = new(
        "daemonsets.apps",
        async (next, cancel) => Page(await client.AppsV1.ListNamespacedDaemonSetAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.AppsV1.WatchListNamespacedDaemonSetAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1ReplicaSet> ReplicaSets { get; } = new(
        "replicasets.apps",
        async (next, cancel) => Page(await client.AppsV1.ListNamespacedReplicaSetAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.AppsV1.WatchListNamespacedReplicaSetAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1Job> Jobs { get; } = new(
        "jobs.batch",
        async (next, cancel) => Page(await client.BatchV1.ListNamespacedJobAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.BatchV1.WatchListNamespacedJobAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1Pod> Pods { get; } = new(
        "pods",
        async (next, cancel) => Page(await client.CoreV1.ListNamespacedPodAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.CoreV1.WatchListNamespacedPodAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1Service> Services { get; } = new(
        "services",
        async (next, cancel) => Page(await client.CoreV1.ListNamespacedServiceAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.CoreV1.WatchListNamespacedServiceAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<V1Ingress> Ingresses { get; } = new(
        "ingresses.networking.k8s.io",
        async (next, cancel) => Page(await client.NetworkingV1.ListNamespacedIngressAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.NetworkingV1.WatchListNamespacedIngressAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    public ObjectKind<Corev1Event> Events { get; } = new(
        "events",
        async (next, cancel) => Page(await client.CoreV1.ListNamespacedEventAsync(name, continueParameter: next, limit: PageSize, cancellationToken: cancel)),
        (version, onError, cancel) => client.CoreV1.WatchListNamespacedEventAsync(name, allowWatchBookmarks: true, resourceVersion: version, timeoutSeconds: WatchSeconds, onError: onError, cancellationToken: cancel));

    private static ObjectPage<T> Page<T>(IItems<T> list) => new(list.Items, ((IMetadata<V1ListMeta>)list).Metadata);
}
