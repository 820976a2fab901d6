namespace Aspire.Dashboard.Telemetry;

/// <summary>Which instrument to draw, and how.</summary>
public sealed record MetricQuery
{
    /// <summary>Whose.</summary>
    public required ResourceSelection Resource { get; init; }

    /// <summary>The instrument's meter.</summary>
    public required string Meter { get; init; }

    /// <summary>The instrument's name.</summary>
    public required string Name { get; init; }

    /// <summary>What to draw. Default <see cref="MetricView.Value"/>.</summary>
    public MetricView View { get; init; }

    /// <summary>How far back from <see cref="To"/>. Default 5 minutes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The end of the time shown; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How many steps to divide the time into. Default 60.</summary>
    public int StepCount { get; init; } = 60;

    /// <summary>Only time series with one of these values, by dimension. A dimension left out is not restricted.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string?>> Dimensions { get; init; } =
        new Dictionary<string, IReadOnlyCollection<string?>>();

    /// <summary>One line for each value of this dimension instead of one for all; null for one.</summary>
    public string? SplitBy { get; init; }

    /// <summary>The quantiles of a histogram, 0 to 1. Default 0.5, 0.9, 0.99.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [0.5, 0.9, 0.99];
}
