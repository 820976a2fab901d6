using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>When a DaemonSet is rolled out: the rules of <c>kubectl rollout status</c>.</summary>
internal static class DaemonSetRules
{
    private const string RevisionHash = "controller-revision-hash";

    public static ControllerStatus Read(V1DaemonSet set, Evidence evidence)
    {
        var status = set.Status;
        if (status is null || set.Metadata.Generation > (status.ObservedGeneration ?? 0))
        {
            return ControllerStatus.NotObserved(status?.DesiredNumberScheduled ?? 0);
        }

        // With OnDelete it is somebody else who replaces the pods.
        var isRolling = set.Spec.UpdateStrategy?.Type is null or "RollingUpdate";
        var desired = status.DesiredNumberScheduled;
        var updated = isRolling ? status.UpdatedNumberScheduled ?? 0 : desired;
        var available = status.NumberAvailable ?? 0;

        var newest = Hash(evidence.Objects.OwnedBy<V1ControllerRevision>(set).MaxBy(revision => revision.Revision)?.Metadata);
        var pods = evidence.Objects.OwnedBy<V1Pod>(set).ToList();
        var newPods = pods.Where(pod => !isRolling || newest is not null && Hash(pod.Metadata) == newest).ToList();
        var waitsFor = true switch
        {
            _ when updated < desired => $"{updated} of {desired} pods are of the new revision",
            _ when available < desired => $"{available} of {desired} pods are available",
            _ => null,
        };

        return new()
        {
            IsRolledOut = waitsFor is null,
            Text = waitsFor ?? (desired == 0 ? "no node asks for a pod" : $"{Plural.Of(available, "pod")} available"),
            Desired = desired,
            Updated = updated,
            Ready = newPods.Count(PodReading.IsReady),
            Old = pods.Count - newPods.Count,
            Pods = newPods,
            Finding = waitsFor is not null && pods.Count < desired ? CreationDiagnosis.Find(set, evidence) : null,
        };
    }

    private static string? Hash(V1ObjectMeta? metadata) => metadata?.Labels?.TryGetValue(RevisionHash, out var hash) == true ? hash : null;
}
