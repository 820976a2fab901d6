namespace Aspire.Dashboard.Telemetry;

/// <summary>Who sends telemetry.</summary>
public interface ITelemetryResourceReader
{
    /// <summary>All instances that sent something, by name, then by first appearance.</summary>
    IReadOnlyList<TelemetryResource> GetResources(bool includeUninstrumentedPeers = false);

    /// <summary>Restarts, oldest first, for the lines that go across logs, traces and charts.</summary>
    /// <param name="resource">Whose; null for all.</param>
    /// <param name="earliest">The earliest time; null for all.</param>
    /// <param name="latest">The latest time; null for all.</param>
    IReadOnlyList<RestartMark> GetRestarts(ResourceSelection? resource = null, DateTimeOffset? earliest = null, DateTimeOffset? latest = null);

    /// <summary>
    /// Records a restart that became known otherwise than by telemetry (the resource service's start time), whether or not the
    /// service sends any. Signs of the same restart make one mark, and so do replicas that are replaced one after the other.
    /// </summary>
    void MarkRestart(string resourceName, string? instanceId, DateTimeOffset time);
}
