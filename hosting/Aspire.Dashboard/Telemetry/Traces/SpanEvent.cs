namespace Aspire.Dashboard.Telemetry;

/// <summary>Something that happened during a span.</summary>
public sealed record SpanEvent(string Name, DateTimeOffset Time, IReadOnlyList<AttributeValue> Attributes);
