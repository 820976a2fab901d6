using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>When a StatefulSet is rolled out: the rules of <c>kubectl rollout status</c>, and its pods are available as <c>minReadySeconds</c> has it.</summary>
internal static class StatefulSetRules
{
    private const string RevisionHash = "controller-revision-hash";

    public static ControllerStatus Read(V1StatefulSet set, Evidence evidence)
    {
        var desired = set.Spec.Replicas ?? 1;
        var status = set.Status ?? new();
        if (set.Metadata.Generation > (status.ObservedGeneration ?? 0))
        {
            return ControllerStatus.NotObserved(desired);
        }

        // With OnDelete it is somebody else who replaces the pods, and below the partition they stay as they are.
        var isRolling = set.Spec.UpdateStrategy?.Type is null or "RollingUpdate";
        var partition = set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0;
        var toUpdate = isRolling ? Math.Max(0, desired - partition) : 0;

        var pods = evidence.Objects.OwnedBy<V1Pod>(set).ToList();
        var newPods = pods.Where(pod => !isRolling || IsOfRevision(pod, status.UpdateRevision)).ToList();
        var (updated, ready) = (status.UpdatedReplicas ?? 0, status.ReadyReplicas ?? 0);
        var available = set.Spec.MinReadySeconds > 0 ? status.AvailableReplicas ?? 0 : ready;
        var waitsFor = true switch
        {
            _ when ready < desired => $"{ready} of {desired} pods are ready",
            _ when updated < toUpdate || (isRolling && partition == 0 && status.UpdateRevision != status.CurrentRevision) => $"{updated} of {toUpdate} pods are of the new revision",
            _ when status.Replicas > desired => $"{Plural.Of(status.Replicas - desired, "pod")} still to end",
            _ when available < desired => $"ready; has to stay so for {set.Spec.MinReadySeconds} s",
            _ => null,
        };

        return new()
        {
            IsRolledOut = waitsFor is null,
            Text = waitsFor ?? (desired == 0 ? "scaled to zero" : $"{Plural.Of(ready, "pod")} ready"),
            Desired = desired,
            Updated = newPods.Count,
            Ready = newPods.Count(PodReading.IsReady),
            Old = pods.Count - newPods.Count,
            Pods = newPods,
            Finding = waitsFor is null ? null : pods.Count < desired ? CreationDiagnosis.Find(set, evidence) : Stuck(set, evidence),
        };
    }

    /// <summary>
    /// Pods of another revision that are not ready. The controller waits for them to become ready before it replaces them, for
    /// ever if need be: also after the description was corrected, or rolled back.
    /// </summary>
    /// <remarks><see href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback"/></remarks>
    public static IEnumerable<V1Pod> StuckPods(V1StatefulSet set, Evidence evidence)
    {
        if (set.Metadata.Generation > (set.Status?.ObservedGeneration ?? 0) || set.Spec.UpdateStrategy?.Type is not (null or "RollingUpdate") || set.Spec.PodManagementPolicy == "Parallel")
        {
            return [];
        }

        return evidence.Objects.OwnedBy<V1Pod>(set)
            .Where(pod => pod.Metadata.DeletionTimestamp is null && !PodReading.IsReady(pod) && !IsOfRevision(pod, set.Status?.UpdateRevision) && PodDiagnosis.Find(pod, evidence) is not null);
    }

    private static Finding? Stuck(V1StatefulSet set, Evidence evidence) => StuckPods(set, evidence).FirstOrDefault() is { } pod
        ? new(
            new()
            {
                Reason = "StuckPod",
                Message = $"the broken pod of an earlier revision is in the way; a StatefulSet does not replace it by itself ({PodDiagnosis.Find(pod, evidence)?.Problem.Message})",
                Remedy = $"kubectl delete pod {pod.Metadata.Name}",
                Pod = pod.Metadata.Name,
            },
            evidence.CertainAfter(evidence.Patience.MissingObject, evidence.Since))
        : null;

    private static bool IsOfRevision(V1Pod pod, string? revision) => pod.Metadata.Labels?.TryGetValue(RevisionHash, out var hash) == true && hash == revision;
}
