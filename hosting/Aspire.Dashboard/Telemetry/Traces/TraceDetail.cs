namespace Aspire.Dashboard.Telemetry;

/// <summary>A whole trace, for the waterfall.</summary>
public sealed record TraceDetail
{
    /// <summary>The line of the list for this trace.</summary>
    public required TraceSummary Summary { get; init; }

    /// <summary>The spans in the waterfall's order: each parent before its children, children by start.</summary>
    public required IReadOnlyList<SpanDetail> Spans { get; init; }

    /// <summary>All log records of the trace that are kept, oldest first.</summary>
    public required IReadOnlyList<LogEntry> Logs { get; init; }

    /// <summary>Restarts of the resources involved while the trace ran.</summary>
    public required IReadOnlyList<RestartMark> Restarts { get; init; }
}
