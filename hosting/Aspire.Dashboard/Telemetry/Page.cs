namespace Aspire.Dashboard.Telemetry;

/// <summary>A part of a longer answer.</summary>
/// <param name="Items">The asked part, newest first.</param>
/// <param name="TotalCount">How many items match altogether.</param>
/// <param name="Version">
/// What had been received when the answer was made. Handed back in the query's <c>AsOf</c>, further pages fit to this one,
/// whatever is received meanwhile; so a paused view stays still.
/// </param>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalCount, long Version);
