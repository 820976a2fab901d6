namespace Aspire.Dashboard.Telemetry;

/// <summary>An attribute by which an instrument's time series differ.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Values">All values, null where a time series lacks the attribute.</param>
public sealed record MetricDimension(string Name, IReadOnlyList<string?> Values);
