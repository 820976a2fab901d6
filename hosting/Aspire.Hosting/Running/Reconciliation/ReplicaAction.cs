namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>A step from the actual towards the desired state.</summary>
internal abstract record ReplicaAction
{
    private ReplicaAction()
    {
    }

    /// <summary>Make one more replica of the desired revision.</summary>
    internal sealed record Create : ReplicaAction;

    /// <summary>Start its process.</summary>
    internal sealed record Start(ReplicaStatus Replica) : ReplicaAction;

    /// <summary>Take its traffic away and ask it to end.</summary>
    internal sealed record Stop(ReplicaStatus Replica) : ReplicaAction;

    /// <summary>It did not end in time.</summary>
    internal sealed record Kill(ReplicaStatus Replica) : ReplicaAction;

    /// <summary>It has ended and is not needed any more.</summary>
    internal sealed record Remove(ReplicaStatus Replica) : ReplicaAction;
}
