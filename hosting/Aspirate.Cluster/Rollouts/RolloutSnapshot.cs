namespace Aspirate.Cluster.Rollouts;

/// <summary>The state of a rollout at a moment; it does not change.</summary>
/// <param name="Outcome">How it stands with the whole. Anything but <see cref="RolloutOutcome.Progressing"/> is final.</param>
/// <param name="Elapsed">How long it has been followed.</param>
/// <param name="Workloads">The workloads, in the order in which they were asked for.</param>
public sealed record RolloutSnapshot(RolloutOutcome Outcome, TimeSpan Elapsed, IReadOnlyList<WorkloadProgress> Workloads)
{
    /// <summary>The workloads that have failed or were not healthy in time.</summary>
    public IEnumerable<WorkloadProgress> Failures => Workloads.Where(workload => workload.Outcome is RolloutOutcome.Failed or RolloutOutcome.TimedOut);
}
