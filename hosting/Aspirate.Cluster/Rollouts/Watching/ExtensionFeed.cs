using System.Net;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>
/// The objects of a kind that a cluster may or may not have, and that rarely change. They are asked for now and then: a watch on a
/// kind that is not installed would fail. Where the kind, or the right to see it, is missing, there are none.
/// </summary>
internal sealed class ExtensionFeed<T>(Func<CancellationToken, Task<IEnumerable<T>>> list, TimeProvider time) : IObjectFeed
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public async Task<Func<ClusterObjects, ClusterObjects>> ReadAsync(CancellationToken cancellationToken)
    {
        var items = await ListAsync(cancellationToken);
        return objects => objects.WithAll(items);
    }

    public async IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await ReadAsync(cancellationToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Func<ClusterObjects, ClusterObjects>? change = null;
            try
            {
                change = await ReadAsync(cancellationToken);
            }
            catch (Exception lost) when (LostConnection.Is(lost, cancellationToken))
            {
                // What is known stands until the next time.
            }

            if (change is not null)
            {
                yield return change;
            }
        }
    }

    private async Task<IEnumerable<T>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await list(cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            return [];
        }
        catch (AccessDeniedException)
        {
            return [];
        }
    }
}
