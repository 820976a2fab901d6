using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>How a workload is, in the word that a person would use.</summary>
/// <param name="Text">The word.</param>
/// <param name="Style">How it looks; null for a word that has a look of its own.</param>
/// <param name="Health">How well it runs.</param>
internal sealed record WorkloadState(string Text, string? Style, ResourceHealth Health)
{
    public static WorkloadState Of(Workload workload, IReadOnlyCollection<PodState> pods)
    {
        if (workload.Object is V1Job job)
        {
            return OfJob(job, pods);
        }

        if (WorkloadProgress.Of(workload.Object) is not { } progress)
        {
            // Of a kind that is not looked at: it is as its pods are.
            return pods.All(pod => pod.Text == PodState.Running) ? new("Running", null, ResourceHealth.Healthy)
                : pods.Any(pod => pod.Text == PodState.Running) ? new("Running", null, ResourceHealth.Degraded)
                : new(pods.First().Text, pods.First().Style, ResourceHealth.Unhealthy);
        }

        var isInTrouble = pods.Any(pod => pod.IsTrouble);

        return progress switch
        {
            { Desired: 0, Total: 0 } => new("Stopped", null, ResourceHealth.Healthy),
            _ when Conditions(workload.Object).Any(condition => condition is ("ReplicaFailure", "True", _, _, _)) => new("Cannot create pods", "error", ResourceHealth.Unhealthy),
            _ when Conditions(workload.Object).Any(condition => condition is ("Progressing", "False", _, _, _)) => new("Rollout failed", "error", ResourceHealth.Unhealthy),
            { IsRolling: true } when isInTrouble => new("Rollout stuck", progress.Available > 0 ? "warning" : "error", ResourceHealth.Unhealthy),
            { IsRolling: true } => new(progress.Available == 0 && progress.Total == progress.Updated ? "Starting" : "Rolling out", "info", ResourceHealth.Healthy),
            { IsScaling: true } when !isInTrouble => new("Scaling", "info", ResourceHealth.Healthy),
            _ when progress.Available >= progress.Desired => new("Running", null, ResourceHealth.Healthy),
            { Available: > 0 } => new("Running", null, ResourceHealth.Degraded),
            _ => new("Unavailable", "error", ResourceHealth.Unhealthy),
        };
    }

    /// <summary>What the object says of itself.</summary>
    public static IEnumerable<(string Type, string Status, string? Reason, string? Message, DateTime? At)> Conditions(object? item) => item switch
    {
        V1Deployment { Status.Conditions: { } conditions } => conditions.Select(c => (c.Type, c.Status, (string?)c.Reason, (string?)c.Message, c.LastUpdateTime ?? c.LastTransitionTime)),
        V1StatefulSet { Status.Conditions: { } conditions } => conditions.Select(c => (c.Type, c.Status, (string?)c.Reason, (string?)c.Message, c.LastTransitionTime)),
        V1DaemonSet { Status.Conditions: { } conditions } => conditions.Select(c => (c.Type, c.Status, (string?)c.Reason, (string?)c.Message, c.LastTransitionTime)),
        V1ReplicaSet { Status.Conditions: { } conditions } => conditions.Select(c => (c.Type, c.Status, (string?)c.Reason, (string?)c.Message, c.LastTransitionTime)),
        V1Job { Status.Conditions: { } conditions } => conditions.Select(c => (c.Type, c.Status, (string?)c.Reason, (string?)c.Message, c.LastTransitionTime)),
        _ => [],
    };

    private static WorkloadState OfJob(V1Job job, IReadOnlyCollection<PodState> pods) =>
        Conditions(job).Any(condition => condition is ("Complete", "True", _, _, _)) ? new("Finished", null, ResourceHealth.Healthy)
        : Conditions(job).Any(condition => condition is ("Failed", "True", _, _, _)) ? new("Failed", "error", ResourceHealth.Unhealthy)
        : job.Spec?.Suspend == true ? new("Suspended", null, ResourceHealth.Healthy)
        : pods.Any(pod => pod.IsTrouble) ? new("Retrying", "warning", ResourceHealth.Degraded)
        : pods.Any(pod => pod.Text == PodState.Running) ? new("Running", null, ResourceHealth.Healthy)
        : new("Starting", null, ResourceHealth.Healthy);
}
