using System.Collections.Concurrent;
using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>An instrument of one resource instance with its time series.</summary>
internal sealed class Instrument(ResourceEntry resource, InstrumentSummary summary, ScopeEntry scope)
{
    public ResourceEntry Resource => resource;

    public InstrumentSummary Summary => summary;

    public ScopeEntry Scope => scope;

    /// <summary>Time series by their attributes in one text, sorted by name.</summary>
    public ConcurrentDictionary<string, MetricSeries> Series { get; } = new();

    /// <summary>Whether the sender gave up telling time series apart.</summary>
    public bool HasOverflow { get; set; }
}
