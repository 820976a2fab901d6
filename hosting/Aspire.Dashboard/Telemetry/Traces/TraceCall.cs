namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>What a span says about who called whom.</summary>
/// <param name="Span">The span.</param>
/// <param name="Caller">The span of another service that called it; null if there is none.</param>
/// <param name="Peer">Whom it called, if nobody else tells of that; null if that is told, or it called nobody.</param>
internal readonly record struct TraceCall(SpanRecord Span, SpanRecord? Caller, Peer? Peer);
