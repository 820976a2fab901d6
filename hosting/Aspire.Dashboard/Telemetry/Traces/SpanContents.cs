namespace Aspire.Dashboard.Telemetry;

/// <summary>The parts of a span that are read only when somebody looks.</summary>
internal sealed record SpanContents(
    string StatusMessage,
    string TraceState,
    IReadOnlyList<AttributeValue> Attributes,
    IReadOnlyList<SpanEvent> Events,
    IReadOnlyList<SpanLink> Links);
