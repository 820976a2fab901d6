namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>How much worse than the old version a new one may do.</summary>
public sealed record CanaryTolerance
{
    /// <summary>How often it may fail whatever the old one does: once is chance. Default: 2.</summary>
    public int Failures { get; init; } = 2;

    /// <summary>By how much the part of its failures may be above the old version's, 0 to 1. Default: 0.05.</summary>
    public double FailureRate { get; init; } = 0.05;

    /// <summary>How many times as long as the old version's its median may be, beside <see cref="Latency"/>. Default: 2.</summary>
    public double LatencyFactor { get; init; } = 2;

    /// <summary>What is added to the old version's median before it is called slow: so little nobody notices. Default: 100 ms.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many answers of each it takes to compare times. Default: 20.</summary>
    public int Answers { get; init; } = 20;

    /// <summary>How long it may have fewer ready pods than it is to have. Default: 15 seconds.</summary>
    public TimeSpan Unready { get; init; } = TimeSpan.FromSeconds(15);
}
