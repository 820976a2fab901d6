using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>Several kinds as one: what is known of all of them, whenever something changes.</summary>
internal sealed class NamespaceWatch(IReadOnlyList<IObjectFeed> feeds, TimeProvider time) : INamespaceWatch
{
    public async Task<ClusterObjects> ReadAsync(CancellationToken cancellationToken)
    {
        var changes = await Task.WhenAll(feeds.Select(feed => feed.ReadAsync(cancellationToken)));
        return changes.Aggregate(ClusterObjects.None, (objects, change) => change(objects));
    }

    public async IAsyncEnumerable<ClusterObjects> FollowAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var changes = Channel.CreateUnbounded<(int Feed, Func<ClusterObjects, ClusterObjects> Change)>(new() { SingleReader = true });
        var pumps = Task.WhenAll(feeds.Select((feed, index) => PumpAsync(feed, index, changes.Writer, stopping.Token)).Append(TickAsync(interval, changes.Writer, stopping.Token)));

        try
        {
            var objects = ClusterObjects.None;
            var unknown = Enumerable.Range(0, feeds.Count).ToHashSet();
            while (await changes.Reader.WaitToReadAsync(cancellationToken))
            {
                while (changes.Reader.TryRead(out var change))
                {
                    objects = change.Change(objects);
                    unknown.Remove(change.Feed);
                }

                if (unknown.Count == 0)
                {
                    yield return objects;
                }
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await pumps;
        }
    }

    private static async Task PumpAsync(IObjectFeed feed, int index, ChannelWriter<(int, Func<ClusterObjects, ClusterObjects>)> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in feed.FollowAsync(cancellationToken))
            {
                changes.TryWrite((index, change));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            // The reader throws it.
            changes.TryComplete(exception);
        }
    }

    private async Task TickAsync(TimeSpan interval, ChannelWriter<(int, Func<ClusterObjects, ClusterObjects>)> changes, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                changes.TryWrite((-1, objects => objects));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
