namespace Aspire.Dashboard.Telemetry;

/// <summary>Which log records to show. What is left out does not restrict.</summary>
public sealed record LogQuery
{
    /// <summary>Whose.</summary>
    public ResourceSelection? Resource { get; init; }

    /// <summary>This level and above.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevel.Trace;

    /// <summary>A part of the message, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Further conditions, all of which must hold.</summary>
    public IReadOnlyList<TelemetryFilter> Filters { get; init; } = [];

    /// <summary>Records of this trace.</summary>
    public TraceId? TraceId { get; init; }

    /// <summary>Records of this span.</summary>
    public SpanId? SpanId { get; init; }

    /// <summary>The earliest time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How many of the newest matches to leave out. Default 0.</summary>
    public int Skip { get; init; }

    /// <summary>How many to return at most. Default 100.</summary>
    public int Take { get; init; } = 100;

    /// <summary>The <see cref="Page{T}.Version"/> of the page that this one continues.</summary>
    public long? AsOf { get; init; }
}
