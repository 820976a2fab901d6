using System.Globalization;
using Aspirate.Cluster.Rollouts;
using k8s.Models;
using NamespaceResources.Commands;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>A workload as the dashboard shows it: above its pods, with its rollouts, addresses and what happened to any of it.</summary>
internal static class WorkloadMapper
{
    public static Resource Map(Workload workload, WorkloadProgress? progress, IReadOnlyList<Resource> pods, WorkloadAddresses addresses, ObjectEvents events, bool allowRestart)
    {
        var metadata = workload.Object?.Metadata;
        var state = WorkloadState.Of(progress, [.. pods.Select(pod => new ShownState(pod.State, pod.HasStateStyle ? pod.StateStyle : null))]);
        var resource = new Resource
        {
            Name = workload.Name,
            DisplayName = workload.Name,
            ResourceType = workload.Key.Kind,
            Uid = metadata?.Uid ?? $"{workload.Key.Kind}/{workload.Key.Name}",
            CreatedAt = PodMapper.Time(metadata?.CreationTimestamp) ?? pods.Select(pod => pod.CreatedAt).FirstOrDefault() ?? PodMapper.Time(DateTime.UnixEpoch),
            StartedAt = pods.Select(pod => pod.StartedAt).Where(at => at is not null).Min(),
            StoppedAt = PodMapper.Time((workload.Object as V1Job)?.Status?.CompletionTime),
            IconName = Icon(workload),
        };
        state.Shown.ShowOn(resource);
        resource.HealthReports.Add(Reports(progress, state));
        resource.Urls.Add(addresses.Of(workload));
        resource.Environment.Add(ContainerSettings.Environment(workload.PodSpec));
        resource.Volumes.Add(ContainerSettings.Volumes(workload.PodSpec));
        AddProperties(resource, workload, events);

        if (allowRestart && RollingRestart.IsPossible(workload))
        {
            resource.Commands.Add(RollingRestart.Describe(workload));
        }

        return resource;
    }

    private static IEnumerable<HealthReport> Reports(WorkloadProgress? progress, WorkloadState state)
    {
        if (progress is null)
        {
            yield break;
        }

        yield return new() { Key = progress.Workload.Kind == ControllerKind.Job ? "Completions" : "Pods", Status = state.Health, Description = $"{Sentences.Capital(progress.Status)}." };
        if (progress.Problem is { } problem)
        {
            yield return new()
            {
                Key = problem.Reason,
                Status = state.Health == HealthStatus.Healthy ? HealthStatus.Degraded : state.Health,
                Description = problem.Pod is { } pod ? $"{pod}: {Sentences.Of(problem)}" : Sentences.Of(problem),
            };
        }
    }

    private static void AddProperties(Resource resource, Workload workload, ObjectEvents events)
    {
        var rollouts = RolloutHistory.Of(workload);
        var properties = Properties.Of(resource);
        properties.Add(Properties.Image, "Image", ContainerSettings.MainContainer(workload.PodSpec)?.Image);
        properties.Add("k8s.pod.containers", "Further containers", ContainerSettings.Others(workload.PodSpec));
        properties.Add("k8s.strategy", "Update strategy", Strategy(workload.Object));
        properties.Add("k8s.pod.resources", "Compute of a pod", ContainerSettings.Compute(workload.PodSpec));
        properties.Add("k8s.pod.settings", "Settings from", ContainerSettings.Sources(workload.PodSpec));
        if (workload.Name != workload.Key.Name)
        {
            properties.Add("k8s.workload.name", workload.Key.Kind, workload.Key.Name);
        }

        foreach (var rollout in rollouts)
        {
            var revision = rollout.Revision.ToString(CultureInfo.InvariantCulture);
            properties.Add($"k8s.rollout.{revision}", $"Revision {revision}{(rollout.IsCurrent ? " (current)" : "")}", rollout.ToString());
        }

        properties.Add(events.Of(
        [
            workload.Key,

            // The autoscaler has the name of what it scales.
            new("HorizontalPodAutoscaler", workload.Key.Name),
            .. workload.Object is V1Job job && workload.Key.Kind != "Job" ? [new("Job", job.Metadata.Name)] : Array.Empty<ObjectKey>(),
            .. workload.ReplicaSets.Select(set => new ObjectKey("ReplicaSet", set.Metadata.Name)),
            .. workload.Pods.Select(pod => new ObjectKey("Pod", pod.Metadata.Name)),
        ]));
    }

    private static string? Strategy(object? item) => item switch
    {
        V1Deployment { Spec.Strategy: { RollingUpdate: { } rolling } } => $"rolling, at most {rolling.MaxSurge?.Value ?? "25%"} more and {rolling.MaxUnavailable?.Value ?? "25%"} fewer pods",
        V1Deployment { Spec.Strategy.Type: { } type } => type,
        V1StatefulSet { Spec.UpdateStrategy.Type: { } type } => type,
        V1DaemonSet { Spec.UpdateStrategy.Type: { } type } => type,
        _ => null,
    };

    private static string Icon(Workload workload) => workload switch
    {
        _ when workload.PodLabels?.TryGetValue("app.kubernetes.io/component", out var component) == true && component == "database" => "Database",
        { Key.Kind: "CronJob" } => "CalendarClock",
        { Key.Kind: "Job" } => "TaskListSquareLtr",
        { Key.Kind: "DaemonSet" } => "Server",
        _ => "BoxMultiple",
    };
}
