namespace Aspire.Dashboard.Telemetry;

/// <summary>Which traces to show. What is left out does not restrict.</summary>
public sealed record TraceQuery
{
    /// <summary>Traces in which this resource takes part.</summary>
    public ResourceSelection? Resource { get; init; }

    /// <summary>A part of the name or of the trace id, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Conditions that one span must meet together.</summary>
    public IReadOnlyList<TelemetryFilter> Filters { get; init; } = [];

    /// <summary>True: with an error in it; false: without.</summary>
    public bool? HasError { get; init; }

    /// <summary>The shortest duration.</summary>
    public TimeSpan? MinimumDuration { get; init; }

    /// <summary>The longest duration.</summary>
    public TimeSpan? MaximumDuration { get; init; }

    /// <summary>The earliest start.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest start.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The order. Default: newest first.</summary>
    public TraceOrder Order { get; init; } = TraceOrder.Newest;

    /// <summary>How many of the first matches to leave out. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>How many to return at most. Default 100.</summary>
    public int Take { get; init; } = 100;

    /// <summary>The version of the page that this one continues.</summary>
    public long? AsOf { get; init; }
}
