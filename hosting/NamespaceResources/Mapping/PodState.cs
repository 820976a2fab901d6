using Aspirate.Cluster.Rollouts.Decisions;
using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>How a pod is: Kubernetes' own word (<c>CrashLoopBackOff</c>), or the dashboard's where it has one.</summary>
internal static class PodState
{
    public static ShownState Of(V1Pod pod, Finding? problem) => PodReading.Status(pod) switch
    {
        "Terminating" => new(States.Stopping),
        "Completed" => new(States.Finished),
        "Running" => new(States.Running),
        "Running, not ready" => IsStarting(pod) ? new(States.Starting) : new(States.Running),
        "Pending" or "ContainerCreating" or "PodInitializing" or "Init: running" or "Init: PodInitializing" =>
            problem is null ? new(States.Starting) : ShownState.Error(problem.Problem.Reason),
        var word => ShownState.Error(word),
    };

    // Until its startup probe has passed.
    private static bool IsStarting(V1Pod pod) => pod.Status?.ContainerStatuses?.Any(container => container.Started == false) == true;
}
