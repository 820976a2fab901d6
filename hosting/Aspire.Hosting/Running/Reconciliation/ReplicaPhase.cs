namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Where a replica is in its life.</summary>
internal enum ReplicaPhase
{
    /// <summary>Something that it waits for is not there yet.</summary>
    Waiting,

    /// <summary>Its environment is being resolved and its process started.</summary>
    Starting,

    /// <summary>Its process runs; whether it gets traffic is told by <see cref="ReplicaStatus.IsReady"/>.</summary>
    Running,

    /// <summary>It gets no traffic any more and was asked to end.</summary>
    Stopping,

    /// <summary>It has ended and stays so.</summary>
    Exited,

    /// <summary>It has ended and is started again at <see cref="ReplicaStatus.Deadline"/>.</summary>
    Backoff,
}
