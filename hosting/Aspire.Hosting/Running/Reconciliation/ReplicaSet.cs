using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>The reconciler's own record of one resource. Touched by the reconciler's loop only.</summary>
internal sealed class ReplicaSet(ReplicaSetSpecification specification, DesiredState desired)
{
    public ReplicaSetSpecification Specification { get; } = specification;

    public DesiredState Desired { get; set; } = desired;

    /// <summary>Whether everything that it waits for is there.</summary>
    public bool MayStart { get; set; }

    public List<Replica> Replicas { get; } = [];

    public ReplicaSetStatus Status => new(Specification.Name, Desired, [.. Replicas.Select(replica => replica.Status)]);

    /// <summary>A status and what belongs to it while a process runs.</summary>
    internal sealed class Replica(ReplicaStatus status)
    {
        public ReplicaStatus Status { get; set; } = status;

        public ISupervisedProcess? Process { get; set; }

        /// <summary>Ends the start or the probes of the present process.</summary>
        public CancellationTokenSource? Lifetime { get; set; }
    }
}
