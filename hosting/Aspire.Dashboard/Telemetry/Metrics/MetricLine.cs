namespace Aspire.Dashboard.Telemetry;

/// <summary>One line of a chart.</summary>
/// <param name="Name"><c>P50</c>, <c>P90</c>, … for quantiles, else the instrument's unit or the value of the dimension it is split by.</param>
/// <param name="Quantile">The quantile, 0 to 1; null when the line is none.</param>
/// <param name="Values">One value for each of <see cref="MetricChart.Times"/>; null where nothing is known.</param>
public sealed record MetricLine(string Name, double? Quantile, IReadOnlyList<double?> Values);
