namespace Aspire.Dashboard.Telemetry;

/// <summary>Tells when something new can be shown.</summary>
public interface ITelemetryFeed
{
    /// <summary>
    /// Yields the kinds that changed since the last time, at once when something changes after a silence, and at most
    /// once in <paramref name="interval"/> during a stream. Ends when <paramref name="cancellationToken"/> is cancelled,
    /// without an exception.
    /// </summary>
    IAsyncEnumerable<TelemetryKind> WatchAsync(TelemetryKind kinds, TimeSpan interval, CancellationToken cancellationToken);
}
