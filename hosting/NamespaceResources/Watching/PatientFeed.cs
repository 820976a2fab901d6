using System.Runtime.CompilerServices;
using Aspirate.Cluster;
using Aspirate.Cluster.Rollouts.Watching;

namespace NamespaceResources.Watching;

/// <summary>A kind that is asked for again and again, whatever the API server answers: what one kind lacks must not take the others away.</summary>
internal sealed class PatientFeed(string kind, IObjectFeed feed, ClusterTroubles troubles, TimeProvider time, ILogger logger) : IObjectFeed
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    // A Role is given by a person.
    private static readonly TimeSpan RefusedDelay = TimeSpan.FromSeconds(30);

    public Task<Func<ClusterObjects, ClusterObjects>> ReadAsync(CancellationToken cancellationToken) => feed.ReadAsync(cancellationToken);

    public async IAsyncEnumerable<Func<ClusterObjects, ClusterObjects>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        while (true)
        {
            Exception? failure = null;
            await using var changes = feed.FollowAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await changes.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    failure = exception;
                    break;
                }

                troubles.Allowed(kind);
                delay = FirstDelay;
                yield return changes.Current;
            }

            if (failure is AccessDeniedException denied)
            {
                if (troubles.Refused(kind, denied.Message))
                {
                    logger.Refused(denied.Message);
                }

                // As far as it is known, there are none.
                yield return objects => objects;
                await Task.Delay(RefusedDelay, time, cancellationToken);
                continue;
            }

            logger.Lost(kind, failure.Message);
            await Task.Delay(delay, time, cancellationToken);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }
}
