namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>An application in a cluster, at a glance.</summary>
public sealed record ApplicationStatus
{
    /// <summary>Where it is.</summary>
    public required string Namespace { get; init; }

    /// <summary>Whether all of its workloads are rolled out, all of its volumes are bound, and nothing keeps requests away.</summary>
    public required bool IsHealthy { get; init; }

    /// <summary>What was applied last; null when nothing was applied by aspirate, or its Secrets must not be read.</summary>
    public RevisionStatus? Revision { get; init; }

    /// <summary>What runs, by name.</summary>
    public IReadOnlyList<WorkloadStatus> Workloads { get; init; } = [];

    /// <summary>Where it is reached from outside.</summary>
    public IReadOnlyList<AddressStatus> Addresses { get; init; } = [];

    /// <summary>What keeps requests from getting there, as far as the controllers say.</summary>
    public IReadOnlyList<EntranceProblem> EntranceProblems { get; init; } = [];

    /// <summary>Where it keeps its data.</summary>
    public IReadOnlyList<VolumeStatus> Volumes { get; init; } = [];

    /// <summary>The newest warnings about its objects, newest first, each once.</summary>
    public IReadOnlyList<WarningStatus> Warnings { get; init; } = [];
}
