using System.Globalization;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>A workload as the resource that its pods are replicas of.</summary>
internal static class WorkloadMapper
{
    // One pod fails for the reason that the others fail for.
    private const int MostPodsInTrouble = 3;

    public static ResourceSnapshot Map(Workload workload, IReadOnlyList<ResourceSnapshot> pods, WorkloadAddresses addresses, ObjectEvents events)
    {
        var podStates = workload.Pods.Select(PodState.Of).ToList();
        var state = WorkloadState.Of(workload, podStates);
        var metadata = workload.Object?.Metadata;
        var rollouts = RolloutHistory.Of(workload);

        return new ResourceSnapshot
        {
            Name = workload.DisplayName,
            DisplayName = workload.DisplayName,
            IsWorkload = true,
            ResourceType = workload.Key.Kind,
            Uid = metadata?.Uid ?? $"{workload.Key.Kind}/{workload.Key.Name}",
            State = state.Text,
            StateStyle = state.Style,
            Health = state.Text == "Running" ? state.Health : null,
            HealthReports = [.. Reports(workload, state, podStates)],
            CreatedAt = PodMapper.Time(metadata?.CreationTimestamp),
            StartedAt = pods.Select(pod => pod.StartedAt).Min(),
            StoppedAt = PodMapper.Time((workload.Object as V1Job)?.Status?.CompletionTime),
            Urls = addresses.Of(workload),
            Environment = ContainerSettings.Environment(workload.PodSpec),
            Volumes = ContainerSettings.Volumes(workload.PodSpec),
            Properties = [.. Properties(workload, rollouts is [{ IsCurrent: true } current, ..] ? current.Revision : null)],
            Rollouts = rollouts,
            Events = events.Of(
            [
                (workload.Key.Kind, workload.Key.Name),
                // The autoscaler has the name of what it scales; so does the Job of a CronJob begin.
                ("HorizontalPodAutoscaler", workload.Key.Name),
                .. workload.Object is V1Job job && workload.Key.Kind != "Job" ? [("Job", job.Metadata.Name)] : Array.Empty<(string, string)>(),
                .. workload.ReplicaSets.Select(set => ("ReplicaSet", set.Metadata.Name)),
                .. workload.Pods.Select(pod => ("Pod", pod.Metadata.Name)),
            ]),
            IconName = workload.PodLabels?.TryGetValue("app.kubernetes.io/component", out var component) == true && component == "database" ? "Database" : null,
        };
    }

    private static IEnumerable<ResourceHealthReport> Reports(Workload workload, WorkloadState state, IReadOnlyList<PodState> podStates)
    {
        if (WorkloadProgress.Of(workload.Object) is { } progress)
        {
            yield return new("Pods", state.Health, Numbers(progress), "", null);
        }

        foreach (var (type, status, reason, message, at) in WorkloadState.Conditions(workload.Object))
        {
            var isGood = (status == "True") != (type is "ReplicaFailure" or "Failed" or "FailureTarget");
            yield return new(type, isGood ? ResourceHealth.Healthy : ResourceHealth.Unhealthy, message is { Length: > 0 } ? message : reason ?? "", "", PodMapper.Time(at));
        }

        foreach (var (pod, trouble) in workload.Pods.Zip(podStates).Where(entry => entry.Second.IsTrouble).Take(MostPodsInTrouble))
        {
            yield return new(pod.Metadata.Name, ResourceHealth.Unhealthy, trouble.Reason is null ? trouble.Text : $"{trouble.Text}: {trouble.Reason}", "", null);
        }
    }

    private static string Numbers(WorkloadProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Available} of {progress.Desired} available{(progress.Updated < progress.Total || progress.IsRolling ? $", {progress.Updated} of the new version" : "")}.");

    private static IEnumerable<ResourceProperty> Properties(Workload workload, long? revision)
    {
        yield return PodMapper.Property(KnownResourceProperties.ContainerImage, "Image", PodMapper.ImageOf(workload.PodSpec), isHighlighted: true);
        yield return PodMapper.Property("k8s.revision", "Revision", revision?.ToString(CultureInfo.InvariantCulture));
        yield return PodMapper.Property("k8s.strategy", "Update strategy", Strategy(workload.Object));
        yield return PodMapper.Property("k8s.pod.resources", "Compute per pod", ContainerSettings.Compute(workload.PodSpec));
        yield return PodMapper.Property("k8s.pod.settings", "Settings from", ContainerSettings.Sources(workload.PodSpec));
        yield return PodMapper.Property("k8s.namespace.name", "Namespace", workload.Object?.Metadata.NamespaceProperty);

        if (workload.DisplayName != workload.Key.Name)
        {
            yield return PodMapper.Property("k8s.workload.name", workload.Key.Kind, workload.Key.Name);
        }
    }

    private static string? Strategy(object? item) => item switch
    {
        V1Deployment { Spec.Strategy: { RollingUpdate: { } rolling } } => $"Rolling, {rolling.MaxSurge?.Value ?? "25%"} more at most, {rolling.MaxUnavailable?.Value ?? "25%"} fewer",
        V1Deployment { Spec.Strategy.Type: { } type } => type,
        V1StatefulSet { Spec.UpdateStrategy.Type: { } type } => type,
        V1DaemonSet { Spec.UpdateStrategy.Type: { } type } => type,
        _ => null,
    };
}
