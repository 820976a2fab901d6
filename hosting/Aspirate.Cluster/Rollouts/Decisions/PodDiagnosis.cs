using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>Why a pod is not ready: the first cause along its way from the scheduler to the readiness probe.</summary>
internal static class PodDiagnosis
{
    public static Finding? Find(V1Pod pod, Evidence evidence)
    {
        if (pod.Metadata.DeletionTimestamp is not null || PodReading.IsReady(pod))
        {
            return null;
        }

        var events = evidence.Objects.EventsOf(pod);
        return Finding.Surest(
        [
            SchedulingDiagnosis.Find(pod, evidence),
            MountDiagnosis.Find(pod, events, evidence),
            .. Containers(pod, events, evidence).Select(Find),
            Eviction(pod),
        ]);
    }

    private static Finding? Find(ContainerEvidence container) => Finding.Surest(
    [
        ImagePullDiagnosis.Find(container),
        ContainerConfigurationDiagnosis.Find(container),
        CrashDiagnosis.Find(container),
        ProbeDiagnosis.Find(container),
    ]);

    private static IEnumerable<ContainerEvidence> Containers(V1Pod pod, IReadOnlyList<Corev1Event> events, Evidence evidence) =>
        from container in (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers)
        from status in (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? [])
        where status.Name == container.Name
        select new ContainerEvidence(pod, container, status, events, evidence);

    private static Finding? Eviction(V1Pod pod) => pod.Status is { Phase: "Failed", Reason: { Length: > 0 } reason } status
        ? new(
            new()
            {
                Reason = reason,
                Message = $"the node gave the pod up ({reason}): {TerminalText.Line(status.Message ?? "no reason is told")}",
                Remedy = "Look at the node's memory and disk: kubectl describe node.",
                Pod = pod.Metadata.Name,
            },
            Certainty.Possible)
        : null;
}
