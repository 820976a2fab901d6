using System.Globalization;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>A pod as the dashboard shows it: below its workload, with its containers as what its health depends on.</summary>
internal static class PodMapper
{
    public static Resource Map(Workload workload, V1Pod pod, Evidence evidence, ObjectEvents events)
    {
        var problem = PodDiagnosis.Find(pod, evidence);
        var resource = new Resource
        {
            Name = pod.Metadata.Name,
            DisplayName = pod.Metadata.Name,
            ResourceType = "Pod",
            Uid = pod.Metadata.Uid ?? pod.Metadata.Name,
            CreatedAt = Time(pod.Metadata.CreationTimestamp) ?? Time(DateTime.UnixEpoch),
            StartedAt = StartedAt(pod),
            StoppedAt = PodReading.HasEnded(pod) ? Time(Statuses(pod).Max(status => status.State?.Terminated?.FinishedAt)) : null,
            IconName = "Box",
        };
        PodState.Of(pod, problem).ShowOn(resource);
        resource.HealthReports.Add(Reports(pod, problem));
        resource.Environment.Add(ContainerSettings.Environment(pod.Spec));
        resource.Volumes.Add(ContainerSettings.Volumes(pod.Spec));
        AddProperties(resource, workload, pod, events);

        if (!workload.IsPod)
        {
            resource.Relationships.Add(new ResourceRelationship { ResourceName = workload.Name, Type = "Parent" });
        }

        return resource;
    }

    public static Timestamp? Time(DateTime? time) => Utc.Of(time) is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static IEnumerable<V1ContainerStatus> Statuses(V1Pod pod) => (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);

    // When the program began, not the pod: a container that is started once more in the same pod is a restart.
    private static Timestamp? StartedAt(V1Pod pod)
    {
        var main = pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == ContainerSettings.MainContainer(pod.Spec)?.Name);
        return Time(main?.State?.Running?.StartedAt ?? main?.State?.Terminated?.StartedAt ?? main?.LastState?.Terminated?.StartedAt);
    }

    private static IEnumerable<HealthReport> Reports(V1Pod pod, Finding? problem)
    {
        foreach (var container in Statuses(pod))
        {
            yield return Report(container);
        }

        if (problem is { Problem: var found })
        {
            yield return new() { Key = found.Reason, Status = HealthStatus.Unhealthy, Description = Sentences.Of(found) };
        }
    }

    private static HealthReport Report(V1ContainerStatus container)
    {
        var report = new HealthReport { Key = $"Container {container.Name}" };
        switch (container.State)
        {
            case { Running: { } running }:
                report.Status = container.Ready ? HealthStatus.Healthy : HealthStatus.Unhealthy;
                report.Description = container.Ready ? "Ready." : container.Started == false ? "Starting." : "Running, but not ready.";
                report.LastRunAt = Time(running.StartedAt);
                break;
            case { Waiting: { } waiting }:
                report.Status = HealthStatus.Unhealthy;
                report.Description = waiting.Message is { Length: > 0 } message ? $"{waiting.Reason}: {message}" : $"{waiting.Reason}.";
                break;
            case { Terminated: { } ended }:
                report.Status = ended.ExitCode == 0 ? HealthStatus.Healthy : HealthStatus.Unhealthy;
                report.Description = $"{Ending(ended)}.";
                report.LastRunAt = Time(ended.FinishedAt);
                break;
        }

        if (container.RestartCount > 0)
        {
            var last = container.LastState?.Terminated is { } before ? $", last after: {Ending(before)}" : "";
            report.Description += string.Create(CultureInfo.InvariantCulture, $" Restarted {container.RestartCount} {(container.RestartCount == 1 ? "time" : "times")}{last}.");
        }

        return report;
    }

    // OOMKilled, exit code 137
    private static string Ending(V1ContainerStateTerminated ended) => string.Join(
        ", ",
        new[] { ended.Reason, string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}"), ended.Message?.Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    private static void AddProperties(Resource resource, Workload workload, V1Pod pod, ObjectEvents events)
    {
        var properties = Properties.Of(resource);
        if (PodReading.HasEnded(pod) && Statuses(pod).Select(status => status.State?.Terminated).FirstOrDefault(ended => ended is not null) is { } last)
        {
            properties.Add(Properties.ExitCode, null, last.ExitCode.ToString(CultureInfo.InvariantCulture));
        }

        properties.Add(Properties.Image, "Image", ContainerSettings.MainContainer(pod.Spec)?.Image);
        properties.Add("k8s.pod.containers", "Further containers", ContainerSettings.Others(pod.Spec));
        properties.Add("k8s.pod.restarts", "Restarts", Statuses(pod).Sum(status => status.RestartCount).ToString(CultureInfo.InvariantCulture));
        properties.Add("k8s.revision", "Revision", Revision(workload, pod));
        properties.Add("k8s.node.name", "Node", pod.Spec?.NodeName);
        properties.Add("k8s.pod.ip", "Address", pod.Status?.PodIP);
        properties.Add("k8s.pod.resources", "Compute", ContainerSettings.Compute(pod.Spec));
        properties.Add("k8s.pod.settings", "Settings from", ContainerSettings.Sources(pod.Spec));
        properties.Add("k8s.serviceaccount.name", "Service account", pod.Spec?.ServiceAccountName);

        if (!workload.IsPod)
        {
            properties.Add(Properties.Parent, null, workload.Name);
        }

        properties.Add(events.Of(new ObjectKey("Pod", pod.Metadata.Name)));
    }

    private static string? Revision(Workload workload, V1Pod pod) =>
        ObjectKey.OwnerOf(pod.Metadata) is { Kind: "ReplicaSet" } owner && workload.ReplicaSets.FirstOrDefault(set => set.Metadata.Name == owner.Name) is { } version
            ? RolloutHistory.RevisionOf(version)?.ToString(CultureInfo.InvariantCulture)
            : null;
}
