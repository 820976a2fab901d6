using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>How far a pod is.</summary>
internal static class PodReading
{
    // A container that waits for one of these has its image.
    private static readonly string[] AfterPull = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff"];

    public static PodProgress Read(V1Pod pod, ClusterObjects objects)
    {
        var events = objects.EventsOf(pod);
        var statuses = Statuses(pod);
        return new()
        {
            Name = pod.Metadata.Name,
            Status = Status(pod),
            IsScheduled = pod.Spec.NodeName is { Length: > 0 },
            IsPulled = statuses.Count > 0 && statuses.All(status => IsPulled(status, events)),
            IsStarted = statuses.Count > 0 && statuses.All(IsStarted),
            IsReady = IsReady(pod),
            Restarts = statuses.Sum(status => status.RestartCount),
            LastEvent = events is [.., var last] ? new(last.LastSeen(), last.Reason ?? "", TerminalText.Line(last.Message ?? ""), last.Type == "Warning") : null,
        };
    }

    public static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && (pod.Status?.Phase == "Succeeded" || pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true);

    /// <summary>
    /// One of its containers has no readiness probe, and was started a moment ago or has already ended. The cluster takes such a
    /// container for ready as soon as it runs, and says so for a while after its program has ended.
    /// </summary>
    public static bool IsUnsettled(V1Pod pod, Evidence evidence) =>
        pod.Metadata.DeletionTimestamp is null
        && !HasEnded(pod)
        && pod.Spec.Containers.Where(container => container.ReadinessProbe is null)
            .Select(container => pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == container.Name)?.State)
            .OfType<V1ContainerState>()
            .Any(state => state.Running is null || (Utc.Of(state.Running.StartedAt) is { } then && then <= evidence.Now && evidence.Now - then < evidence.Patience.Settling));

    /// <summary>The pod neither runs nor will run again.</summary>
    public static bool HasEnded(V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>In a word or two, as <c>kubectl get pods</c> says it.</summary>
    public static string Status(V1Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return "Terminating";
        }

        foreach (var status in pod.Status?.InitContainerStatuses ?? [])
        {
            if (status.State?.Terminated is { ExitCode: 0 } || (status.State?.Running is not null && IsSidecar(pod, status)))
            {
                continue;
            }

            return $"Init: {Reason(status) ?? "running"}";
        }

        var reason = (pod.Status?.ContainerStatuses ?? []).Select(Reason).FirstOrDefault(known => known is not null and not "Completed");
        return reason ?? pod.Status?.Reason ?? pod.Status?.Phase switch
        {
            "Succeeded" => "Completed",
            "Running" when !IsReady(pod) => "Running, not ready",
            { } phase => phase,
            null => "Pending",
        };
    }

    private static string? Reason(V1ContainerStatus status) => status.State switch
    {
        { Waiting.Reason: { Length: > 0 } reason } => reason,
        { Terminated: { Reason: { Length: > 0 } reason } } => reason,
        { Terminated: { } ended } => $"Exit code {ended.ExitCode}",
        _ => null,
    };

    private static bool IsPulled(V1ContainerStatus status, IEnumerable<Corev1Event> events) =>
        status.ContainerID is { Length: > 0 }
        || AfterPull.Contains(status.State?.Waiting?.Reason)
        || events.Any(entry => entry.Reason == "Pulled" && entry.InvolvedObject.FieldPath?.EndsWith($"{{{status.Name}}}", StringComparison.Ordinal) == true);

    private static bool IsStarted(V1ContainerStatus status) => status.Started == true || status.State?.Terminated is { ExitCode: 0 };

    private static bool IsSidecar(V1Pod pod, V1ContainerStatus status) =>
        pod.Spec.InitContainers?.Any(container => container.Name == status.Name && container.RestartPolicy == "Always") == true;

    private static List<V1ContainerStatus> Statuses(V1Pod pod) => [.. pod.Status?.InitContainerStatuses ?? [], .. pod.Status?.ContainerStatuses ?? []];
}
