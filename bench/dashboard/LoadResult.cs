namespace Dashboard.Bench;

/// <summary>What a load did.</summary>
/// <param name="Spans">Spans accepted.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Latencies">The time of each request, sorted.</param>
/// <param name="Failures">Requests with another answer than 200.</param>
internal sealed record LoadResult(long Spans, TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies, int Failures)
{
    public double SpansPerSecond => Spans / Elapsed.TotalSeconds;

    public TimeSpan Percentile(double quantile) =>
        Latencies.Count == 0 ? TimeSpan.Zero : Latencies[Math.Max(0, (int)Math.Ceiling(quantile * Latencies.Count) - 1)];
}
