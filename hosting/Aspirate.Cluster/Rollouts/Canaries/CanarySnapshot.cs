namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>How new versions do at a moment.</summary>
/// <param name="Elapsed">How long they have had their share.</param>
/// <param name="Workloads">Each of them.</param>
public sealed record CanarySnapshot(TimeSpan Elapsed, IReadOnlyList<CanaryProgress> Workloads)
{
    /// <summary>Whether none of them is worse than it may be.</summary>
    public bool IsGood => Workloads.All(workload => workload.Problem is null);
}
