using Aspirate.Cluster.Rollouts;
using k8s;
using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>What runs pods: a Deployment, a StatefulSet, …, or a pod that nothing else runs.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Name">What it is called in the dashboard, which is the name in its telemetry.</param>
/// <param name="Object">The object; null when it is of a kind that is not looked at, or gone before its pods.</param>
/// <param name="Pods">Its pods, by name.</param>
/// <param name="ReplicaSets">A Deployment's versions.</param>
internal sealed record Workload(
    ObjectKey Key,
    string Name,
    IKubernetesObject<V1ObjectMeta>? Object,
    IReadOnlyList<V1Pod> Pods,
    IReadOnlyList<V1ReplicaSet> ReplicaSets)
{
    /// <summary>Whether it is a pod that stands for itself.</summary>
    public bool IsPod => Key.Kind == "Pod";

    /// <summary>By what its rollout is judged; null for a kind that has none.</summary>
    public WorkloadId? Id => Object switch
    {
        V1Deployment => new(ControllerKind.Deployment, Object.Metadata.Name),
        V1StatefulSet => new(ControllerKind.StatefulSet, Object.Metadata.Name),
        V1DaemonSet => new(ControllerKind.DaemonSet, Object.Metadata.Name),

        // Of a CronJob, the latest run.
        V1Job => new(ControllerKind.Job, Object.Metadata.Name),
        _ => null,
    };

    /// <summary>What its pods are made of.</summary>
    public V1PodSpec? PodSpec => TemplateOf(Object)?.Spec ?? (Pods.Count > 0 ? Pods[0].Spec : null);

    /// <summary>The labels of its pods.</summary>
    public IDictionary<string, string>? PodLabels => TemplateOf(Object)?.Metadata?.Labels ?? (Pods.Count > 0 ? Pods[0].Metadata.Labels : null);

    public static V1PodTemplateSpec? TemplateOf(IKubernetesObject<V1ObjectMeta>? item) => item switch
    {
        V1Deployment deployment => deployment.Spec?.Template,
        V1StatefulSet statefulSet => statefulSet.Spec?.Template,
        V1DaemonSet daemonSet => daemonSet.Spec?.Template,
        V1ReplicaSet replicaSet => replicaSet.Spec?.Template,
        V1Job job => job.Spec?.Template,
        _ => null,
    };
}
