namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>A judgement, and where the logs are that tell more about each workload's problem.</summary>
internal sealed record Verdict(RolloutSnapshot Snapshot, IReadOnlyDictionary<WorkloadId, LogSource> Logs);
