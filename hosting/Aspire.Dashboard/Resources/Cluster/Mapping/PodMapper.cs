using System.Globalization;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>A pod as a replica of its workload.</summary>
internal static class PodMapper
{
    public static ResourceSnapshot Map(Workload workload, V1Pod pod, ObjectEvents events)
    {
        var state = PodState.Of(pod);
        var reports = Reports(pod, state, events).ToList();

        return new ResourceSnapshot
        {
            Name = pod.Metadata.Name,
            DisplayName = workload.DisplayName,
            ResourceType = "Pod",
            Uid = pod.Metadata.Uid ?? pod.Metadata.Name,
            State = state.Text,
            StateStyle = state.Style,
            Health = state.Text == PodState.Running && reports.Count > 0 ? reports.Max(report => report.Health ?? ResourceHealth.Unhealthy) : null,
            HealthReports = [.. reports],
            CreatedAt = Time(pod.Metadata.CreationTimestamp),
            StartedAt = StartedAt(pod),
            StoppedAt = pod.Status?.Phase is "Succeeded" or "Failed"
                ? Statuses(pod).Select(status => Time(status.State?.Terminated?.FinishedAt)).Max()
                : null,
            Urls = [],
            Environment = ContainerSettings.Environment(pod.Spec),
            Volumes = ContainerSettings.Volumes(pod.Spec),
            Properties = [.. Properties(workload, pod)],
            Events = events.Of(("Pod", pod.Metadata.Name)),
        };
    }

    /// <summary>The container that gives the pod its sense, by convention the first.</summary>
    public static string? ImageOf(V1PodSpec? spec) => spec?.Containers is [var main, ..] ? main.Image : null;

    public static ResourceProperty Property(string name, string displayName, string? value, bool isHighlighted = false) =>
        new(name, displayName, value, IsSensitive: false, isHighlighted);

    public static DateTimeOffset? Time(DateTime? time) =>
        time is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null;

    private static IEnumerable<V1ContainerStatus> Statuses(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);

    // When the program began, not the pod: a container that is started once more in the same pod is a restart.
    private static DateTimeOffset? StartedAt(V1Pod pod)
    {
        var main = pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == pod.Spec?.Containers[0].Name);
        return Time(main?.State?.Running?.StartedAt ?? main?.State?.Terminated?.StartedAt ?? main?.LastState?.Terminated?.StartedAt);
    }

    private static IEnumerable<ResourceHealthReport> Reports(V1Pod pod, PodState state, ObjectEvents events)
    {
        if (PodState.ConditionOf(pod, "PodScheduled") is { Status: "False" } unscheduled)
        {
            yield return new("Scheduling", ResourceHealth.Unhealthy, unscheduled.Message ?? unscheduled.Reason ?? "", "", Time(unscheduled.LastTransitionTime));
        }

        foreach (var container in Statuses(pod))
        {
            yield return Report(container);
        }

        if (state.Text is "Finished" or "Stopping" || PodState.ConditionOf(pod, "Ready") is { Status: "True" })
        {
            yield break;
        }

        // What keeps it from being ready: a probe that fails, a volume that cannot be mounted, …
        if (events.LatestWarningOf(("Pod", pod.Metadata.Name)) is { } warning)
        {
            yield return new(warning.Reason == "Unhealthy" ? "Probe" : warning.Reason, ResourceHealth.Unhealthy, warning.Message, "", warning.At);
        }
    }

    private static ResourceHealthReport Report(V1ContainerStatus container)
    {
        var restarts = container.RestartCount > 0
            ? string.Create(CultureInfo.InvariantCulture, $" Restarted {container.RestartCount} {(container.RestartCount == 1 ? "time" : "times")}{(container.LastState?.Terminated is null ? "" : $", last: {PodState.Ending(new() { LastState = container.LastState })}")}.")
            : "";
        var name = $"Container {container.Name}";

        return container.State switch
        {
            { Running: { } running } => new(
                name,
                container.Ready ? ResourceHealth.Healthy : ResourceHealth.Unhealthy,
                (container.Ready ? "Ready." : container.Started == false ? "Starting." : "Running, but not ready.") + restarts,
                "",
                Time(running.StartedAt)),
            { Waiting: { } waiting } => new(name, ResourceHealth.Unhealthy, $"{waiting.Reason}{(waiting.Message is { Length: > 0 } message ? $": {message}" : "")}{restarts}", "", null),
            { Terminated: { } ended } => new(
                name,
                ended.ExitCode == 0 ? ResourceHealth.Healthy : ResourceHealth.Unhealthy,
                $"{PodState.Ending(container)}.{restarts}",
                "",
                Time(ended.FinishedAt)),
            _ => new(name, null, "", "", null),
        };
    }

    private static IEnumerable<ResourceProperty> Properties(Workload workload, V1Pod pod)
    {
        yield return Property(KnownResourceProperties.ContainerImage, "Image", ImageOf(pod.Spec), isHighlighted: true);
        yield return Property("k8s.pod.restarts", "Restarts", Statuses(pod).Sum(status => status.RestartCount).ToString(CultureInfo.InvariantCulture));

        if (ObjectKey.OwnerOf(pod.Metadata) is { Kind: "ReplicaSet" } owner
            && workload.ReplicaSets.FirstOrDefault(set => set.Metadata.Name == owner.Name) is { } version
            && RolloutHistory.RevisionOf(version) is { } revision)
        {
            yield return Property("k8s.revision", "Revision", revision.ToString(CultureInfo.InvariantCulture));
        }

        if (Statuses(pod).Select(status => status.State?.Terminated).FirstOrDefault(ended => ended is not null) is { } last && pod.Status?.Phase is "Succeeded" or "Failed")
        {
            yield return Property(KnownResourceProperties.ExitCode, "Exit code", last.ExitCode.ToString(CultureInfo.InvariantCulture));
        }

        yield return Property("k8s.node.name", "Node", pod.Spec?.NodeName);
        yield return Property("k8s.pod.ip", "Pod IP", pod.Status?.PodIP);
        yield return Property("k8s.pod.resources", "Compute", ContainerSettings.Compute(pod.Spec));
        yield return Property("k8s.pod.settings", "Settings from", ContainerSettings.Sources(pod.Spec));
        yield return Property("k8s.serviceaccount", "Service account", pod.Spec?.ServiceAccountName);
    }
}
