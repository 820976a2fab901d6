using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>The versions of a Deployment that its ReplicaSets remember, and what each of them changed.</summary>
internal static class RolloutHistory
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string EarlierRevisionsAnnotation = "deployment.kubernetes.io/revision-history";
    private const string CauseAnnotation = "kubernetes.io/change-cause";

    public static ImmutableArray<ResourceRollout> Of(Workload workload)
    {
        var versions = workload.ReplicaSets
            .Select(set => (Set: set, Revision: RevisionOf(set)))
            .Where(version => version.Revision is not null)
            .OrderByDescending(version => version.Revision)
            .ToList();

        return
        [
            .. versions.Select((version, i) => new ResourceRollout(
                version.Revision!.Value,
                string.Join(", ", version.Set.Spec.Template.Spec.Containers.Select(container => container.Image)),
                At(version.Set, isCurrent: i == 0, workload.Object as V1Deployment),
                Reason(version.Set, i + 1 < versions.Count ? versions[i + 1].Set : null, version.Revision.Value),
                version.Set.Status?.Replicas ?? 0,
                i == 0)),
        ];
    }

    public static long? RevisionOf(V1ReplicaSet set) =>
        set.Metadata.Annotations?.TryGetValue(RevisionAnnotation, out var text) == true && long.TryParse(text, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    // A return makes no new ReplicaSet, so that only the Deployment knows when that was, and only of the last one.
    private static DateTimeOffset? At(V1ReplicaSet set, bool isCurrent, V1Deployment? deployment) =>
        Earlier(set) is null ? PodMapper.Time(set.Metadata.CreationTimestamp)
        : isCurrent ? PodMapper.Time(deployment?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Progressing")?.LastUpdateTime)
        : null;

    private static string? Earlier(V1ReplicaSet set) =>
        set.Metadata.Annotations?.TryGetValue(EarlierRevisionsAnnotation, out var revisions) == true && revisions.Split(',')[^1].Trim() is { Length: > 0 } last ? last : null;

    private static string Reason(V1ReplicaSet set, V1ReplicaSet? before, long revision)
    {
        if (set.Metadata.Annotations?.TryGetValue(CauseAnnotation, out var cause) == true && cause.Length > 0)
        {
            return cause;
        }

        if (Earlier(set) is { } earlier)
        {
            return $"Back to revision {earlier}";
        }

        return before is null ? revision == 1 ? "First rollout" : "" : Difference(set.Spec.Template, before.Spec.Template);
    }

    private static string Difference(V1PodTemplateSpec now, V1PodTemplateSpec before)
    {
        var reasons = new List<string>();

        foreach (var container in now.Spec.Containers)
        {
            if (before.Spec.Containers.FirstOrDefault(other => other.Name == container.Name) is { } other && other.Image != container.Image)
            {
                reasons.Add($"Image was {other.Image}");
            }
        }

        AddIf("checksum/config", "Configuration changed");
        AddIf("checksum/secret", "Secret changed");
        AddIf("kubectl.kubernetes.io/restartedAt", "Restarted");

        if (now.Spec.Containers.Any(container => before.Spec.Containers.FirstOrDefault(other => other.Name == container.Name) is { } other && Json(other.Env) != Json(container.Env)))
        {
            reasons.Add("Environment changed");
        }

        return reasons.Count > 0 ? string.Join("; ", reasons) : "Pod template changed";

        void AddIf(string annotation, string reason)
        {
            if (Annotation(now, annotation) != Annotation(before, annotation))
            {
                reasons.Add(reason);
            }
        }
    }

    private static string? Annotation(V1PodTemplateSpec template, string name) => template.Metadata?.Annotations?.TryGetValue(name, out var value) == true ? value : null;

    private static string Json(IList<V1EnvVar>? variables) => JsonSerializer.Serialize(variables?.Select(variable => (variable.Name, variable.Value ?? JsonSerializer.Serialize(variable.ValueFrom))).Select(pair => $"{pair.Name}={pair.Item2}") ?? []);
}
