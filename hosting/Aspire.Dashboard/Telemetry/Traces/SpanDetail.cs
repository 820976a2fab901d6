namespace Aspire.Dashboard.Telemetry;

/// <summary>One span of a trace's waterfall. Attributes, events and links are read when first asked for.</summary>
public sealed class SpanDetail
{
    private readonly Lazy<SpanContents> _contents;

    internal SpanDetail(Lazy<SpanContents> contents) => _contents = contents;

    /// <summary>The trace.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The span.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>Its parent; empty for a root.</summary>
    public required SpanId ParentSpanId { get; init; }

    /// <summary>How deep it is nested: 0 for a root, and for a span whose parent has not been received.</summary>
    public required int Depth { get; init; }

    /// <summary>How many spans are beneath it, at any depth; they follow it in the waterfall directly.</summary>
    public required int DescendantCount { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its part between services.</summary>
    public required SpanKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required SpanStatus Status { get; init; }

    /// <summary>Who recorded it.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>The instrumentation scope's name and version (the activity source).</summary>
    public required string Scope { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Since the trace's start; to 100 nanoseconds.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The other side of a client or producer span that no span in the trace stands for: a database, an external host. Null otherwise.</summary>
    public required string? UninstrumentedPeer { get; init; }

    /// <summary>The status' message; empty if none.</summary>
    public string StatusMessage => _contents.Value.StatusMessage;

    /// <summary>W3C trace state; empty if none.</summary>
    public string TraceState => _contents.Value.TraceState;

    /// <summary>The attributes.</summary>
    public IReadOnlyList<AttributeValue> Attributes => _contents.Value.Attributes;

    /// <summary>The events, in order of time.</summary>
    public IReadOnlyList<SpanEvent> Events => _contents.Value.Events;

    /// <summary>Links from this span, then links of other spans to it.</summary>
    public IReadOnlyList<SpanLink> Links => _contents.Value.Links;
}
