using k8s;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>How objects of a kind are asked for.</summary>
/// <param name="Resource">What the API calls them, for messages about rights: <c>deployments.apps</c>.</param>
/// <param name="List">A page of them: the continuation of the page before, null for the first.</param>
/// <param name="Watch">Changes since a resource version; errors that the server reports within the stream go to the action.</param>
internal sealed record ObjectKind<T>(
    string Resource,
    Func<string?, CancellationToken, Task<ObjectPage<T>>> List,
    Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Item)>> Watch)
    where T : IKubernetesObject<V1ObjectMeta>;
