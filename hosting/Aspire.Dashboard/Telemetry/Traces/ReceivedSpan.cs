namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A span on its way into the store.</summary>
internal readonly record struct ReceivedSpan(TraceId TraceId, SpanRecord Span);
