namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Desired and actual state of one resource at one moment.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Desired">What is wanted.</param>
/// <param name="Replicas">What there is, oldest first.</param>
internal sealed record ReplicaSetStatus(string Name, DesiredState Desired, IReadOnlyList<ReplicaStatus> Replicas)
{
    /// <summary>Whether everything that is wanted is there and ready, and nothing else.</summary>
    public bool IsSettled =>
        Replicas.Count == Desired.EffectiveReplicas
        && Replicas.All(replica => replica.Revision == Desired.Revision && (replica.IsReady || replica.Phase is ReplicaPhase.Exited));
}
