namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>What does not change about a resource while it runs.</summary>
internal sealed record ReplicaSetSpecification
{
    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    public required IReplicaStarter Starter { get; init; }

    /// <summary>Whether it is stopped only when all others have ended, because they still need it while they end.</summary>
    public bool OutlivesOthers { get; init; }

    public UpdateStrategy UpdateStrategy { get; init; } = UpdateStrategy.RollingUpdate;

    public RestartPolicy RestartPolicy { get; init; } = RestartPolicy.Always;

    public CrashLoopBackoff Backoff { get; init; } = new();

    /// <summary>How long a replica may take to end by itself.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);
}
