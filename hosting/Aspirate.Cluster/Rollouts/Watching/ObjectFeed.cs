using System.Net;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>
/// Lists the objects of a kind and watches them from there on. Whatever ends a watch but the cancellation (the server's own
/// time limit, a lost connection, a version that the server has forgotten) leads to a new one; from the last version that was
/// seen where that is possible, and otherwise from a new list.
/// </summary>
internal sealed class ObjectFeed<T>(ObjectFeed<T>.Lister list, ObjectFeed<T>.Watcher watch, TimeProvider time) : IObjectFeed
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>All objects, and the version of the list.</summary>
    public delegate Task<(IEnumerable<T> Items, string Version)> Lister(CancellationToken cancellationToken);

    /// <summary>What happened since a version. Errors that the server tells within the stream go to <paramref name="onError"/>.</summary>
    public delegate IAsyncEnumerable<(WatchEventType Type, T Content)> Watcher(string version, Action<Exception> onError, CancellationToken cancellationToken);

    public async Task<Func<ClusterObjects, ClusterObjects>> ReadAsync(CancellationToken cancellationToken)
    {
        var (items, _) = await list(cancellationToken);
        return objects => objects.WithAll(items);
    }

    public async IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? version = null;
        var wasListed = false;
        var delay = FirstDelay;

        while (true)
        {
            if (version is null)
            {
                Func<ClusterObjects, ClusterObjects>? change = null;
                try
                {
                    var (items, listed) = await list(cancellationToken);
                    (change, version) = (objects => objects.WithAll(items), listed);
                }
                catch (Exception exception) when (wasListed && LostConnection.Is(exception, cancellationToken))
                {
                    await Task.Delay(delay, time, cancellationToken);
                    delay = Longer(delay);
                    continue;
                }

                wasListed = true;
                yield return change;
            }

            Exception? error = null;
            var hasEvents = false;
            await using var events = watch(version, exception => error = exception, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync() || error is not null)
                    {
                        break;
                    }
                }
                catch (Exception exception) when (LostConnection.Is(exception, cancellationToken))
                {
                    error = exception;
                    break;
                }

                var (type, content) = events.Current;
                hasEvents = true;
                version = content.Metadata?.ResourceVersion ?? version;
                if (type is WatchEventType.Added or WatchEventType.Modified)
                {
                    yield return objects => objects.With(content);
                }
                else if (type is WatchEventType.Deleted && !IsFinished(content))
                {
                    yield return objects => objects.Without(content);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (IsForgotten(error))
            {
                version = null;
            }
            else if (error is not null || !hasEvents)
            {
                // A server that ends every watch at once must not be asked a thousand times a second.
                delay = hasEvents ? FirstDelay : delay;
                await Task.Delay(delay, time, cancellationToken);
                delay = error is null ? FirstDelay : Longer(delay);
            }
            else
            {
                delay = FirstDelay;
            }
        }
    }

    // A Job that cleans up after itself has not failed.
    private static bool IsFinished(T content) => content is V1Job { Status.Conditions: { } conditions } && conditions.Any(condition => condition is { Type: "Complete", Status: "True" });

    private static TimeSpan Longer(TimeSpan delay) => delay * 2 < LongestDelay ? delay * 2 : LongestDelay;

    private static bool IsForgotten(Exception? exception) => exception switch
    {
        KubernetesException { Status.Code: (int)HttpStatusCode.Gone } => true,
        HttpOperationException { Response.StatusCode: HttpStatusCode.Gone } => true,
        _ => false,
    };
}
