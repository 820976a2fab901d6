namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>How a version has answered so far.</summary>
/// <param name="Count">How often it was asked.</param>
/// <param name="Failures">How often it answered with 5xx, or not at all.</param>
/// <param name="Median">The time that half of its answers took at most; null without one.</param>
public sealed record VersionAnswers(int Count, int Failures, TimeSpan? Median)
{
    /// <summary>The part that failed, 0 to 1.</summary>
    public double FailureRate => Count == 0 ? 0 : (double)Failures / Count;
}
