namespace Aspire.Dashboard.Telemetry;

/// <summary>One line of the list of traces.</summary>
public sealed record TraceSummary
{
    /// <summary>The trace.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The root span's name; the first span's while the root has not been received.</summary>
    public required string Name { get; init; }

    /// <summary>The resource of that span.</summary>
    public required TelemetryResource Resource { get; init; }

    /// <summary>When the first span started.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>From the first span's start to the last span's end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Spans received.</summary>
    public required int SpanCount { get; init; }

    /// <summary>Spans that ended with an error.</summary>
    public required int ErrorCount { get; init; }

    /// <summary>Whether the root span has been received.</summary>
    public required bool HasRoot { get; init; }

    /// <summary>Who took part, in order of appearance; uninstrumented peers last.</summary>
    public required IReadOnlyList<TraceResource> Resources { get; init; }
}
