using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>What is known of one container of a pod.</summary>
internal sealed record ContainerEvidence(V1Pod Pod, V1Container Container, V1ContainerStatus Status, IReadOnlyList<Corev1Event> PodEvents, Evidence Evidence)
{
    public V1ContainerStateWaiting? Waiting => Status.State?.Waiting;

    /// <summary>How the present run, or else the one before it, has ended.</summary>
    public V1ContainerStateTerminated? Ended => Status.State?.Terminated ?? Status.LastState?.Terminated;

    /// <summary>The events about this container, oldest first. The kubelet names it in the field's path: <c>spec.containers{name}</c>.</summary>
    public IEnumerable<Corev1Event> Events => PodEvents.Where(entry => entry.InvolvedObject.FieldPath?.EndsWith($"{{{Container.Name}}}", StringComparison.Ordinal) == true);

    public LogSource Log(bool previous) => new(Pod.Metadata.Name, Container.Name, previous);

    public RolloutProblem Problem(string reason, string message, string remedy) => new()
    {
        Reason = reason,
        Message = message,
        Remedy = remedy,
        Pod = Pod.Metadata.Name,
        Container = Container.Name,
    };
}
