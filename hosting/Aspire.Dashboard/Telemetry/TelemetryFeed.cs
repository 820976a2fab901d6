using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Dashboard.Telemetry;

/// <summary>Collects what changed for each watcher until that watcher looks again: a flood of changes is one change.</summary>
internal sealed class TelemetryFeed(TimeProvider time) : ITelemetryFeed
{
    private readonly Lock _gate = new();
    private Watcher[] _watchers = [];

    /// <summary>Tells all watchers. Cheap enough for every request: a bit and, at most, one signal.</summary>
    public void Changed(TelemetryKind kinds)
    {
        foreach (var watcher in Volatile.Read(ref _watchers))
        {
            watcher.Add(kinds);
        }
    }

    public async IAsyncEnumerable<TelemetryKind> WatchAsync(
        TelemetryKind kinds, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(kinds);

        lock (_gate)
        {
            _watchers = [.. _watchers, watcher];
        }

        try
        {
            while (await watcher.WaitAsync(cancellationToken) is var changed and not TelemetryKind.None)
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

    private sealed class Watcher(TelemetryKind kinds)
    {
        // Holds one signal at most: only the first change since the last look gives one.
        private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(1);
        private int _changed;

        public void Add(TelemetryKind changed)
        {
            changed &= kinds;

            if (changed != TelemetryKind.None && Interlocked.Or(ref _changed, (int)changed) == 0)
            {
                _signal.Writer.TryWrite(true);
            }
        }

        /// <summary>What changed; <see cref="TelemetryKind.None"/> when cancelled.</summary>
        public async Task<TelemetryKind> WaitAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _signal.Reader.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return TelemetryKind.None;
            }

            return (TelemetryKind)Interlocked.Exchange(ref _changed, 0);
        }
    }
}
