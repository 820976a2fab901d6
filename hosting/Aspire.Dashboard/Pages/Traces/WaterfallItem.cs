using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.Traces;

/// <summary>A line of the waterfall: a span, or a log record written during it.</summary>
public sealed record WaterfallItem
{
    /// <summary>The span; null when the line is a log record.</summary>
    public SpanDetail? Span { get; init; }

    /// <summary>The log record; null when the line is a span.</summary>
    public LogEntry? Log { get; init; }

    /// <summary>How deep the line is indented.</summary>
    public required int Depth { get; init; }

    /// <summary>When it happened, since the trace's start.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Times of the span's log records since the trace's start, drawn as dots on its bar.</summary>
    public IReadOnlyList<(TimeSpan Offset, LogLevel Level)> LogDots { get; init; } = [];

    /// <summary>What tells the line from all others.</summary>
    public object Key => (object?)Span?.SpanId ?? Log!.Id;

    /// <summary>Whether the line is the one whose details are shown.</summary>
    public bool IsSelected(SpanDetail? span, LogEntry? log) =>
        Span is not null ? span is not null && Span.SpanId == span.SpanId : log is not null && span is null && Log!.Id == log.Id;
}
