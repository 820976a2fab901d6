using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>A metric point on its way into the store.</summary>
internal readonly record struct DecodedPoint(
    MetricPoint Point,
    IReadOnlyList<AttributeValue> Attributes,
    IReadOnlyList<ExemplarRecord> Exemplars,
    bool IsOverflow)
{
    public ResourceEntry Resource { get; init; } = null!;

    public ScopeEntry Scope { get; init; } = null!;

    public InstrumentSummary Summary { get; init; } = null!;

    public bool IsDelta { get; init; }
}
