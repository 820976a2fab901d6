namespace Aspire.Dashboard.Telemetry;

/// <summary>A single measurement that a metric keeps as an example, with the trace in which it was made.</summary>
public sealed record MetricExemplar(DateTimeOffset Time, double Value, TraceId TraceId, SpanId SpanId, IReadOnlyList<AttributeValue> Attributes);
