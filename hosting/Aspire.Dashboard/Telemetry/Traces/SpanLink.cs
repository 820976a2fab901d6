namespace Aspire.Dashboard.Telemetry;

/// <summary>A reference between spans that are not parent and child.</summary>
/// <param name="TraceId">The other span's trace.</param>
/// <param name="SpanId">The other span.</param>
/// <param name="IsBackLink">True when the other span refers to this one; false when this one refers to the other.</param>
/// <param name="Attributes">The link's attributes.</param>
public sealed record SpanLink(TraceId TraceId, SpanId SpanId, bool IsBackLink, IReadOnlyList<AttributeValue> Attributes);
