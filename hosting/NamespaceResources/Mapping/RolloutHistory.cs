using System.Globalization;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>The versions of a Deployment that its ReplicaSets remember, and what each of them changed.</summary>
internal static class RolloutHistory
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string EarlierRevisionsAnnotation = "deployment.kubernetes.io/revision-history";
    private const string CauseAnnotation = "kubernetes.io/change-cause";

    /// <summary>The latest first.</summary>
    public static IReadOnlyList<RolledOutVersion> Of(Workload workload)
    {
        var versions = workload.ReplicaSets
            .Select(set => (Set: set, Revision: RevisionOf(set)))
            .Where(version => version.Revision is not null)
            .OrderByDescending(version => version.Revision)
            .ToList();
        return
        [
            .. versions.Select((version, i) => new RolledOutVersion(
                version.Revision!.Value,
                IsCurrent: i == 0,
                At(version.Set, isCurrent: i == 0, workload.Object as V1Deployment),
                Change(version.Set, i + 1 < versions.Count ? versions[i + 1].Set : null, version.Revision.Value),
                string.Join(", ", version.Set.Spec.Template.Spec.Containers.Select(container => container.Image)),
                version.Set.Status?.Replicas ?? 0)),
        ];
    }

    public static long? RevisionOf(V1ReplicaSet set) =>
        Annotation(set.Metadata, RevisionAnnotation) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    // A return makes no new ReplicaSet, so that only the Deployment knows when that was, and only of the last one.
    private static DateTimeOffset? At(V1ReplicaSet set, bool isCurrent, V1Deployment? deployment) =>
        Earlier(set) is null ? Utc.Of(set.Metadata.CreationTimestamp)
        : isCurrent ? Utc.Of(deployment?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Progressing")?.LastUpdateTime)
        : null;

    private static string? Earlier(V1ReplicaSet set) =>
        Annotation(set.Metadata, EarlierRevisionsAnnotation) is { } revisions && revisions.Split(',')[^1].Trim() is { Length: > 0 } last ? last : null;

    private static string Change(V1ReplicaSet set, V1ReplicaSet? before, long revision) => true switch
    {
        _ when Annotation(set.Metadata, CauseAnnotation) is { Length: > 0 } cause => cause,
        _ when Earlier(set) is { } earlier => $"back to revision {earlier}",
        _ when before is not null => Difference(set.Spec.Template, before.Spec.Template),
        _ => revision == 1 ? "first rollout" : "",
    };

    private static string Difference(V1PodTemplateSpec now, V1PodTemplateSpec before)
    {
        var both = now.Spec.Containers.Join(before.Spec.Containers, container => container.Name, container => container.Name, (container, other) => (Now: container, Before: other)).ToList();
        List<string> changes = [.. both.Where(pair => pair.Now.Image != pair.Before.Image).Select(pair => $"image was {pair.Before.Image}")];
        AddIf("checksum/config", "configuration changed");
        AddIf("checksum/secret", "secret changed");
        AddIf("kubectl.kubernetes.io/restartedAt", "restarted");
        if (both.Any(pair => Text(pair.Now.Env) != Text(pair.Before.Env)))
        {
            changes.Add("environment changed");
        }

        return changes.Count > 0 ? string.Join(", ", changes) : "pod template changed";

        void AddIf(string annotation, string change)
        {
            if (Annotation(now.Metadata, annotation) != Annotation(before.Metadata, annotation))
            {
                changes.Add(change);
            }
        }
    }

    private static string? Annotation(V1ObjectMeta? metadata, string name) => metadata?.Annotations?.TryGetValue(name, out var value) == true ? value : null;

    private static string Text(IList<V1EnvVar>? variables) => k8s.KubernetesJson.Serialize(variables ?? []);
}

/// <summary>A version of a workload that was rolled out.</summary>
/// <param name="Revision">Its number; a return to an earlier version has a new one.</param>
/// <param name="IsCurrent">Whether it is the one that is wanted.</param>
/// <param name="At">When; null when nothing remembers.</param>
/// <param name="Change">What it changed; empty when nothing remembers.</param>
/// <param name="Images">What ran.</param>
/// <param name="Pods">How many pods of it there are now.</param>
internal sealed record RolledOutVersion(long Revision, bool IsCurrent, DateTimeOffset? At, string Change, string Images, int Pods)
{
    public override string ToString()
    {
        var at = At is { } known ? known.ToString("yyyy-MM-dd HH:mm:ss'Z '", CultureInfo.InvariantCulture) : "";
        var parts = new[] { Change, Images, Pods == 1 ? "1 pod" : string.Create(CultureInfo.InvariantCulture, $"{Pods} pods") };
        return $"{at}{string.Join("; ", parts.Where(part => part.Length > 0))}";
    }
}
