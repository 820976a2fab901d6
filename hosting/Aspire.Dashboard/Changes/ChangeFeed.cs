using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Dashboard.Changes;

/// <summary>Collects what changed for each watcher until that watcher looks again: a flood of changes is one change.</summary>
internal sealed class ChangeFeed(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Watcher[] _watchers = [];

    /// <summary>Tells all watchers. Cheap enough for every request: a bit and, at most, one signal.</summary>
    /// <param name="kinds">What changed, as bits.</param>
    public void Changed(int kinds)
    {
        foreach (var watcher in Volatile.Read(ref _watchers))
        {
            watcher.Add(kinds);
        }
    }

    /// <summary>Yields what changed since the last time, at most once in an interval. Ends when cancelled, without an exception.</summary>
    /// <param name="kinds">What to hear of, as bits.</param>
    /// <param name="interval">The shortest time between two answers.</param>
    /// <param name="beginsAtOnce">Whether the present counts as the first change.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<int> WatchAsync(
        int kinds, TimeSpan interval, bool beginsAtOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(kinds);

        lock (_gate)
        {
            _watchers = [.. _watchers, watcher];
        }

        if (beginsAtOnce)
        {
            watcher.Add(kinds);
        }

        try
        {
            while (await watcher.WaitAsync(cancellationToken) is var changed and not 0)
            {
                yield return changed;

                await Task.Delay(interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers = [.. _watchers.Where(other => other != watcher)];
            }
        }
    }

    private sealed class Watcher(int kinds)
    {
        // Holds one signal at most: only the first change since the last look gives one.
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(1);
        private int _changed;

        public void Add(int changed)
        {
            changed &= kinds;

            if (changed != 0 && Interlocked.Or(ref _changed, changed) == 0)
            {
                _signal.Writer.TryWrite(true);
            }
        }

        /// <summary>What changed; 0 when cancelled.</summary>
        public async Task<int> WaitAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _signal.Reader.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return 0;
            }

            return Interlocked.Exchange(ref _changed, 0);
        }
    }
}
