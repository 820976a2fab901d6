namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>An exemplar as it is kept.</summary>
internal sealed record ExemplarRecord(ulong Time, double Value, TraceId TraceId, SpanId SpanId, IReadOnlyList<AttributeValue> Attributes);
