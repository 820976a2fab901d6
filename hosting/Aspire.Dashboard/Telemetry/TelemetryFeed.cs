using System.Runtime.CompilerServices;
using Aspire.Dashboard.Changes;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The stores' changes, for whoever shows them.</summary>
internal sealed class TelemetryFeed(TimeProvider time) : ITelemetryFeed
{
    private readonly ChangeFeed _changes = new(time);

    public void Changed(TelemetryKind kinds) => _changes.Changed((int)kinds);

    public async IAsyncEnumerable<TelemetryKind> WatchAsync(
        TelemetryKind kinds, TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var changed in _changes.WatchAsync((int)kinds, interval, beginsAtOnce: false, cancellationToken))
        {
            yield return (TelemetryKind)changed;
        }
    }
}
