using Aspirate.Cluster.Rollouts;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>How a workload is.</summary>
/// <param name="Shown">The word.</param>
/// <param name="Health">How well it does what it is there for.</param>
internal sealed record WorkloadState(ShownState Shown, HealthStatus Health)
{
    /// <summary>By the judgement of its rollout; where there is none, it is as its pods are.</summary>
    public static WorkloadState Of(WorkloadProgress? progress, IReadOnlyList<ShownState> pods) => progress switch
    {
        null => OfPods(pods),
        { Workload.Kind: ControllerKind.Job } => OfJob(progress, pods),
        { Desired: 0, Old: 0, Outcome: RolloutOutcome.Healthy } => new(ShownState.Info("Scaled to zero"), HealthStatus.Healthy),
        { Outcome: RolloutOutcome.Healthy } => new(new(States.Running), HealthStatus.Healthy),
        _ when progress.Updated < progress.Desired || progress.Old > 0 => OfRollout(progress),
        { Ready: 0, Problem: not null } => new(ShownState.Error("Unavailable"), HealthStatus.Unhealthy),
        { Ready: 0 } => new(new(States.Starting), HealthStatus.Unhealthy),

        // Ready, and not yet long enough for the rollout to be over.
        _ when progress.Ready >= progress.Desired => new(new(States.Running), HealthStatus.Healthy),
        _ => new(new(States.Running), HealthStatus.Degraded),
    };

    private static WorkloadState OfRollout(WorkloadProgress progress) => progress switch
    {
        { Outcome: RolloutOutcome.Failed, Old: > 0 } => new(ShownState.Warning("Rollout failed"), HealthStatus.Degraded),
        { Outcome: RolloutOutcome.Failed } => new(ShownState.Error("Rollout failed"), HealthStatus.Unhealthy),
        { Problem: not null } => new(ShownState.Warning("Rollout held up"), HealthStatus.Degraded),
        { Ready: 0, Old: 0 } => new(new(States.Starting), HealthStatus.Unhealthy),
        _ => new(ShownState.Info("Rolling out"), HealthStatus.Healthy),
    };

    private static WorkloadState OfJob(WorkloadProgress progress, IReadOnlyList<ShownState> pods) => progress switch
    {
        { Outcome: RolloutOutcome.Healthy, Status: "suspended" } => new(ShownState.Info("Suspended"), HealthStatus.Healthy),
        { Outcome: RolloutOutcome.Healthy } => new(new(States.Finished), HealthStatus.Healthy),
        { Outcome: RolloutOutcome.Failed } => new(ShownState.Error("Failed"), HealthStatus.Unhealthy),
        { Problem: not null } => new(ShownState.Warning("Retrying"), HealthStatus.Degraded),
        _ => new(new(pods.Any(pod => pod.Text == States.Running) ? States.Running : States.Starting), HealthStatus.Healthy),
    };

    private static WorkloadState OfPods(IReadOnlyList<ShownState> pods)
    {
        var running = pods.Count(pod => pod.Text == States.Running);
        return running == pods.Count ? new(new(States.Running), HealthStatus.Healthy)
            : running > 0 ? new(new(States.Running), HealthStatus.Degraded)
            : new(pods[0], HealthStatus.Unhealthy);
    }
}
