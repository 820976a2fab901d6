using System.Globalization;
using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Reads an application's status out of the objects of its namespace: a pure function.</summary>
internal static class StatusReading
{
    private const int MostWarnings = 8;

    // A service that was not ready in its first seconds an hour ago is no news.
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    public static ApplicationStatus Read(ClusterObjects objects, string @namespace, RevisionStatus? revision, DateTimeOffset now)
    {
        // Nothing is waited for here: a problem counts from when it began.
        var evidence = new Evidence(objects, DateTimeOffset.MinValue, now, new());
        var workloads = Workloads(objects).ToList();
        var progress = RolloutDecision.Judge([.. workloads.Select(workload => workload.Id)], evidence, isTimeUp: false).Snapshot.Workloads;
        var statuses = workloads.Zip(progress, (workload, rollout) => Workload(workload.Content, workload.Template, rollout, objects)).ToList();
        var volumes = objects.All<V1PersistentVolumeClaim>().Where(claim => IsClaimed(claim, objects)).Select(Volume).ToList();
        var problems = EntranceDiagnosis.Find(objects, now).ToList();
        return new()
        {
            Namespace = @namespace,
            IsHealthy = statuses.Count > 0 && statuses.TrueForAll(status => status.IsHealthy) && volumes.TrueForAll(volume => volume.IsBound) && problems.Count == 0,
            Revision = revision,
            Workloads = statuses,
            Addresses = [.. objects.All<V1Ingress>().Where(ingress => ApplicationLabels.ResourceOf(ingress) is not null).SelectMany(IngressAddresses.Read).Concat(GatewayAddresses.Read(objects))],
            EntranceProblems = problems,
            Volumes = volumes,
            Warnings = [.. Warnings(objects, now)],
        };
    }

    private static IEnumerable<(WorkloadId Id, IKubernetesObject<V1ObjectMeta> Content, V1PodTemplateSpec Template)> Workloads(ClusterObjects objects)
    {
        var all = objects.All<V1Deployment>().Select(each => (new WorkloadId(ControllerKind.Deployment, each.Metadata.Name), (IKubernetesObject<V1ObjectMeta>)each, each.Spec.Template))
            .Concat(objects.All<V1StatefulSet>().Select(each => (new WorkloadId(ControllerKind.StatefulSet, each.Metadata.Name), (IKubernetesObject<V1ObjectMeta>)each, each.Spec.Template)))
            .Concat(objects.All<V1DaemonSet>().Select(each => (new WorkloadId(ControllerKind.DaemonSet, each.Metadata.Name), (IKubernetesObject<V1ObjectMeta>)each, each.Spec.Template)))
            .Concat(objects.All<V1Job>().Select(each => (new WorkloadId(ControllerKind.Job, each.Metadata.Name), (IKubernetesObject<V1ObjectMeta>)each, each.Spec.Template)));
        return all.Where(each => ApplicationLabels.ResourceOf(each.Item2) is not null).OrderBy(each => each.Item1.Name, StringComparer.Ordinal);
    }

    private static WorkloadStatus Workload(IKubernetesObject<V1ObjectMeta> content, V1PodTemplateSpec template, WorkloadProgress rollout, ClusterObjects objects)
    {
        var pods = PodsOf(content, objects).ToList();
        return new()
        {
            Kind = rollout.Workload.Kind,
            Name = rollout.Workload.Name,
            IsHealthy = rollout.Outcome == RolloutOutcome.Healthy,
            HasFailed = rollout.Outcome == RolloutOutcome.Failed,
            Status = rollout.Status,
            Desired = rollout.Desired,
            Ready = rollout.Workload.Kind == ControllerKind.Job ? rollout.Ready : pods.Count(PodReading.IsReady),
            Images = [.. (template.Spec?.Containers ?? []).Select(container => ShortImage(container.Image))],
            Restarts = pods.Sum(pod => (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).Sum(status => status.RestartCount)),
            Autoscaler = objects.All<V2HorizontalPodAutoscaler>()
                .Where(autoscaler => autoscaler.Spec.ScaleTargetRef.Kind == rollout.Workload.Kind.ToString() && autoscaler.Spec.ScaleTargetRef.Name == rollout.Workload.Name)
                .Select(Autoscaler).FirstOrDefault(),
            Problem = rollout.Problem,
        };
    }

    private static IEnumerable<V1Pod> PodsOf(IKubernetesObject<V1ObjectMeta> content, ClusterObjects objects) => content is V1Deployment
        ? objects.OwnedBy<V1ReplicaSet>(content).SelectMany(objects.OwnedBy<V1Pod>)
        : objects.OwnedBy<V1Pod>(content);

    // registry.example/team/auth:1.0@sha256:… → auth:1.0
    private static string ShortImage(string? image)
    {
        var name = image ?? "";
        var digest = name.IndexOf('@', StringComparison.Ordinal);
        var withoutDigest = digest < 0 ? name : name[..digest];
        var last = withoutDigest[(withoutDigest.LastIndexOf('/') + 1)..];
        return digest >= 0 && !last.Contains(':', StringComparison.Ordinal) ? $"{last}@{name[(digest + 1)..Math.Min(name.Length, digest + 20)]}" : last;
    }

    private static AutoscalerStatus Autoscaler(V2HorizontalPodAutoscaler autoscaler) => new(
        autoscaler.Spec.MinReplicas ?? 1,
        autoscaler.Spec.MaxReplicas,
        [
            .. from metric in autoscaler.Spec.Metrics ?? []
               let resource = metric.Resource
               where resource is not null
               let current = autoscaler.Status?.CurrentMetrics?.FirstOrDefault(each => each.Resource?.Name == resource.Name)?.Resource.Current
               select new AutoscalerMetric(resource.Name, Value(current?.AverageUtilization, current?.AverageValue), Value(resource.Target.AverageUtilization, resource.Target.AverageValue ?? resource.Target.Value) ?? "?"),
        ]);

    private static string? Value(int? utilization, ResourceQuantity? quantity) =>
        utilization is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent}%") : quantity?.ToString();

    private static bool IsClaimed(V1PersistentVolumeClaim claim, ClusterObjects objects)
    {
        // A StatefulSet's claims have no label of who manages them, and outlive their pods.
        var names = objects.All<V1StatefulSet>().Where(set => ApplicationLabels.ResourceOf(set) is not null)
            .SelectMany(set => (set.Spec.VolumeClaimTemplates ?? []).Select(template => $"{template.Metadata.Name}-{set.Metadata.Name}-"));
        return ApplicationLabels.ResourceOf(claim) is not null
            || names.Any(prefix => claim.Metadata.Name.StartsWith(prefix, StringComparison.Ordinal) && claim.Metadata.Name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0)
            || objects.All<V1Pod>().Any(pod => ApplicationLabels.ResourceOf(pod) is not null && pod.Spec.Volumes?.Any(volume => volume.PersistentVolumeClaim?.ClaimName == claim.Metadata.Name) == true);
    }

    private static VolumeStatus Volume(V1PersistentVolumeClaim claim)
    {
        var size = claim.Status?.Capacity?.TryGetValue("storage", out var capacity) == true ? capacity
            : claim.Spec.Resources?.Requests?.TryGetValue("storage", out var request) == true ? request
            : null;
        var phase = claim.Status?.Phase ?? "Pending";
        return new(claim.Metadata.Name, phase == "Bound", phase, size?.ToString(), claim.Spec.StorageClassName);
    }

    private static IEnumerable<WarningStatus> Warnings(ClusterObjects objects, DateTimeOffset now)
    {
        // What a pod that is ready by now had to say on its way is no news.
        var subjects = objects.All<V1Pod>().Where(pod => ApplicationLabels.ResourceOf(pod) is not null && !PodReading.IsReady(pod)).Select(pod => pod.Metadata.Uid).Concat(Own<V1Deployment>(objects)).Concat(Own<V1ReplicaSet>(objects)).Concat(Own<V1StatefulSet>(objects)).Concat(Own<V1DaemonSet>(objects))
            .Concat(Own<V1Job>(objects)).Concat(Own<V1Ingress>(objects)).Concat(Own<V1Gateway>(objects)).Concat(Own<V1HttpRoute>(objects)).Concat(Own<V2HorizontalPodAutoscaler>(objects))
            .Concat(objects.All<V1PersistentVolumeClaim>().Where(claim => IsClaimed(claim, objects)).Select(claim => claim.Metadata.Uid))
            .ToHashSet();
        return objects.All<Corev1Event>()
            .Where(entry => entry.Type == "Warning" && entry.InvolvedObject?.Uid is { } uid && subjects.Contains(uid) && now - entry.LastSeen() <= Recent)
            .OrderByDescending(entry => entry.LastSeen())
            .Select(entry => new WarningStatus(entry.LastSeen(), $"{entry.InvolvedObject.Kind?.ToLowerInvariant()}/{entry.InvolvedObject.Name}", entry.Reason ?? "", TerminalText.Line(entry.Message ?? ""), entry.Times()))

            // What is refused has another name at each attempt.
            .DistinctBy(warning => (warning.Subject, warning.Reason, warning.Reason == "FailedCreate" ? "" : warning.Message))
            .Take(MostWarnings);
    }

    private static IEnumerable<string> Own<T>(ClusterObjects objects)
        where T : class, IKubernetesObject<V1ObjectMeta> => objects.All<T>().Where(content => ApplicationLabels.ResourceOf(content) is not null).Select(content => content.Metadata.Uid);
}
