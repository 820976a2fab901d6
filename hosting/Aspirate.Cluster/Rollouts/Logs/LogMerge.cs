using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>Several logs as one, by time.</summary>
internal static class LogMerge
{
    /// <summary>Logs that have an end, each in order already. No more than a line of each is held.</summary>
    public static async IAsyncEnumerable<LogLine> MergeAsync(IEnumerable<IAsyncEnumerable<LogLine>> logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = logs.Select(log => log.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            // The position in the list keeps the order of lines with the same time the same in every run.
            var next = new PriorityQueue<int, (DateTimeOffset, int)>();
            var more = await Task.WhenAll(sources.Select(source => source.MoveNextAsync().AsTask()));
            for (var index = 0; index < sources.Count; index++)
            {
                if (more[index])
                {
                    next.Enqueue(index, (sources[index].Current.Time, index));
                }
            }

            while (next.TryDequeue(out var index, out _))
            {
                yield return sources[index].Current;
                if (await sources[index].MoveNextAsync())
                {
                    next.Enqueue(index, (sources[index].Current.Time, index));
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                await source.DisposeAsync();
            }
        }
    }

    /// <summary>Lines as they come from several containers: each is held for a moment, in which an older one may still arrive.</summary>
    public static async IAsyncEnumerable<LogLine> OrderAsync(ChannelReader<LogLine> lines, TimeSpan hold, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = new PriorityQueue<(LogLine Line, long Arrived), (DateTimeOffset, long)>();
        var arrivals = 0L;
        Task<bool>? more = null;
        while (true)
        {
            while (lines.TryRead(out var line))
            {
                held.Enqueue((line, time.GetTimestamp()), (line.Time, arrivals++));
            }

            while (held.TryPeek(out var oldest, out _) && time.GetElapsedTime(oldest.Arrived) >= hold)
            {
                yield return held.Dequeue().Line;
            }

            more ??= lines.WaitToReadAsync(cancellationToken).AsTask();
            if (!held.TryPeek(out var waiting, out _))
            {
                if (!await more)
                {
                    yield break;
                }

                more = null;
                continue;
            }

            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var due = Task.Delay(Positive(hold - time.GetElapsedTime(waiting.Arrived)), time, stopping.Token);
            if (await Task.WhenAny(more, due) == more)
            {
                await stopping.CancelAsync();
                if (!await more)
                {
                    break;
                }

                more = null;
            }
        }

        while (held.TryDequeue(out var rest, out _))
        {
            yield return rest.Line;
        }
    }

    private static TimeSpan Positive(TimeSpan duration) => duration > TimeSpan.Zero ? duration : TimeSpan.Zero;
}
