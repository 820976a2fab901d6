namespace Aspire.Dashboard.Telemetry;

/// <summary>Everything to draw an instrument, or to write it as a table.</summary>
public sealed record MetricChart
{
    /// <summary>The instrument.</summary>
    public required InstrumentSummary Instrument { get; init; }

    /// <summary>The end of each step, oldest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Times { get; init; }

    /// <summary>The lines; all have as many values as there are times.</summary>
    public required IReadOnlyList<MetricLine> Lines { get; init; }

    /// <summary>The unit of the values, the step or second included (<c>{request}/s</c>).</summary>
    public required string Unit { get; init; }

    /// <summary>All dimensions with all their values, for the filters.</summary>
    public required IReadOnlyList<MetricDimension> Dimensions { get; init; }

    /// <summary>Exemplars within the time shown that pass the dimension filters.</summary>
    public required IReadOnlyList<MetricExemplar> Exemplars { get; init; }

    /// <summary>Restarts within the time shown.</summary>
    public required IReadOnlyList<RestartMark> Restarts { get; init; }

    /// <summary>Whether the sender gave up telling time series apart (<c>otel.metric.overflow</c>), so that dimensions are incomplete.</summary>
    public required bool HasOverflow { get; init; }
}
