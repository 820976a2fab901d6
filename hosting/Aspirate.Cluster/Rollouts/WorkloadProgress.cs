namespace Aspirate.Cluster.Rollouts;

/// <summary>How far a workload's rollout is.</summary>
public sealed record WorkloadProgress
{
    /// <summary>Which workload.</summary>
    public required WorkloadId Workload { get; init; }

    /// <summary>How it stands.</summary>
    public required RolloutOutcome Outcome { get; init; }

    /// <summary>What it waits for, or what it has come to; one line, without the workload's name.</summary>
    public required string Status { get; init; }

    /// <summary>How many pods (of a Job: completions) are asked for.</summary>
    public int Desired { get; init; }

    /// <summary>How many pods of the new revision there are.</summary>
    public int Updated { get; init; }

    /// <summary>How many pods of the new revision are ready (of a Job: how many have succeeded).</summary>
    public int Ready { get; init; }

    /// <summary>How many pods of older revisions still exist.</summary>
    public int Old { get; init; }

    /// <summary>The pods of the new revision, by name. Empty until the cluster has taken notice of the change.</summary>
    public IReadOnlyList<PodProgress> Pods { get; init; } = [];

    /// <summary>
    /// What stands in its way. While the outcome is <see cref="RolloutOutcome.Progressing"/> it may still pass;
    /// otherwise it is the reason for the failure. Null when nothing is known.
    /// </summary>
    public RolloutProblem? Problem { get; init; }
}
