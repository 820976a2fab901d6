namespace Aspirate.Cluster.Rollouts;

/// <summary>Why a workload is not healthy, for a human who has to fix it.</summary>
public sealed record RolloutProblem
{
    /// <summary>One word for scripts and tests, e.g. <c>ImagePull</c>, <c>Crash</c>, <c>Unschedulable</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What happens, with the names and the cluster's own words. One line.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it. One line.</summary>
    public required string Remedy { get; init; }

    /// <summary>The pod that shows it, if it is about one.</summary>
    public string? Pod { get; init; }

    /// <summary>The container that shows it, if it is about one.</summary>
    public string? Container { get; init; }

    /// <summary>The last lines that the container wrote, oldest first. Only in the last snapshot of a rollout, and only where they tell something.</summary>
    public IReadOnlyList<string> LogLines { get; init; } = [];
}
