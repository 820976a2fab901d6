using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>When a Deployment is rolled out: the rules of <c>kubectl rollout status</c>.</summary>
internal static class DeploymentRules
{
    private const string Revision = "deployment.kubernetes.io/revision";

    public static ControllerStatus Read(V1Deployment deployment, Evidence evidence)
    {
        var desired = deployment.Spec.Replicas ?? 1;
        var status = deployment.Status ?? new();
        if (deployment.Metadata.Generation > (status.ObservedGeneration ?? 0))
        {
            return ControllerStatus.NotObserved(desired);
        }

        var replicaSet = NewestReplicaSet(deployment, evidence);
        var pods = replicaSet is null ? null : evidence.Objects.OwnedBy<V1Pod>(replicaSet).ToList();
        var (replicas, updated, available) = (status.Replicas ?? 0, status.UpdatedReplicas ?? 0, status.AvailableReplicas ?? 0);
        var ready = pods?.Count(PodReading.IsReady) ?? 0;
        var isPaused = deployment.Spec.Paused == true;
        var waitsFor = true switch
        {
            _ when updated < desired => $"{updated} of {desired} new pods exist",
            _ when replicas > updated => $"{Plural.Of(replicas - updated, "old pod")} still to end",
            _ when available < updated && ready >= desired && deployment.Spec.MinReadySeconds > 0 => $"ready; has to stay so for {deployment.Spec.MinReadySeconds} s",
            _ when available < updated => $"{available} of {updated} new pods are available",
            _ => null,
        };

        var deadline = status.Conditions?.FirstOrDefault(condition => condition is { Type: "Progressing", Reason: "ProgressDeadlineExceeded" });
        return new()
        {
            IsRolledOut = waitsFor is null,
            Text = waitsFor ?? (desired == 0 ? "scaled to zero" : $"{Plural.Of(available, "pod")} available"),
            Desired = desired,
            Updated = updated,
            Ready = ready,
            Old = Math.Max(0, replicas - updated),
            Pods = pods,
            HasGivenUp = waitsFor is not null && deadline is not null,
            Finding = true switch
            {
                _ when waitsFor is null => null,
                _ when isPaused && updated < desired => new(new() { Reason = "Paused", Message = "the Deployment is paused, so no new pods are made", Remedy = $"kubectl rollout resume deployment/{deployment.Metadata.Name}" }, Certainty.Certain),
                _ when replicaSet is not null && CreationDiagnosis.Find(replicaSet, evidence) is { } refusal => refusal,
                _ when deadline is not null => new(
                    new()
                    {
                        Reason = "Deadline",
                        Message = $"nothing has moved on for {deployment.Spec.ProgressDeadlineSeconds ?? 600} s (progressDeadlineSeconds): {waitsFor}",
                        Remedy = $"Look at its pods: kubectl describe deployment {deployment.Metadata.Name}",
                    },
                    Certainty.Possible),
                _ => null,
            },
        };
    }

    /// <summary>
    /// The ReplicaSet that the Deployment works towards: the controller gives both the same revision number. Null while the
    /// two have not both been seen with it; the pods of another revision must not be taken for the new ones.
    /// </summary>
    private static V1ReplicaSet? NewestReplicaSet(V1Deployment deployment, Evidence evidence) =>
        RevisionOf(deployment.Metadata) is { } revision
            ? evidence.Objects.OwnedBy<V1ReplicaSet>(deployment).FirstOrDefault(replicaSet => RevisionOf(replicaSet.Metadata) == revision)
            : null;

    private static string? RevisionOf(V1ObjectMeta metadata) => metadata.Annotations?.TryGetValue(Revision, out var revision) == true ? revision : null;
}
