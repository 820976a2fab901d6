namespace Aspire.Dashboard.Telemetry;

/// <summary>A part of the list of traces.</summary>
/// <param name="Items">The asked part, newest first.</param>
/// <param name="TotalCount">How many traces match altogether.</param>
/// <param name="MaxDuration">The longest of all matches, the measure of the list's bars.</param>
/// <param name="Version">See <see cref="Page{T}.Version"/>.</param>
public sealed record TracePage(IReadOnlyList<TraceSummary> Items, int TotalCount, TimeSpan MaxDuration, long Version);
