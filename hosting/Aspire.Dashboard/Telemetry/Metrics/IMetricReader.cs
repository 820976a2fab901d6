namespace Aspire.Dashboard.Telemetry;

/// <summary>Answers questions about metrics. Answers are snapshots: they never change afterwards.</summary>
public interface IMetricReader
{
    /// <summary>The instruments of a resource, by meter and name.</summary>
    IReadOnlyList<InstrumentSummary> GetInstruments(ResourceSelection resource);

    /// <summary>An instrument drawn; null when the resource has no such instrument.</summary>
    MetricChart? GetChart(MetricQuery query);
}
