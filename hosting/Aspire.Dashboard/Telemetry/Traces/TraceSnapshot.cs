namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>A trace at one moment. Never changes: the array is only ever appended to beyond <see cref="Count"/>.</summary>
internal sealed record TraceSnapshot(
    TraceId Id,
    long Number,
    SpanRecord[] Spans,
    int Count,
    SpanRecord First,
    SpanRecord? Root,
    ulong Start,
    ulong End,
    int ErrorCount)
{
    public ReadOnlySpan<SpanRecord> All => Spans.AsSpan(0, Count);

    /// <summary>Worked out by whoever first needs it; null until then.</summary>
    public TraceParts? Parts { get; set; }

    /// <summary>Worked out by whoever first draws a map; null until then.</summary>
    public TraceCall[]? Calls { get; set; }

    /// <summary>The span that gives the trace its name.</summary>
    public SpanRecord Head => Root ?? First;

    public TimeSpan Duration => UnixTime.Between(Start, End);
}
