using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>How far a workload is from what is wanted of it.</summary>
/// <param name="Desired">Pods wanted.</param>
/// <param name="Total">Pods there are, of every version.</param>
/// <param name="Updated">Pods of the version wanted.</param>
/// <param name="Available">Pods that can be counted on.</param>
/// <param name="IsObserved">Whether these numbers are about the latest specification.</param>
/// <param name="IsRolledOut">Whether the version wanted has been available once; false when that is not known.</param>
internal sealed record WorkloadProgress(int Desired, int Total, int Updated, int Available, bool IsObserved, bool IsRolledOut)
{
    /// <summary>Whether one version takes the place of another.</summary>
    public bool IsRolling => !IsObserved || Total > Updated || (!IsRolledOut && (Updated < Desired || Available < Desired));

    /// <summary>Whether the number of pods changes, and nothing else.</summary>
    public bool IsScaling => !IsRolling && Total != Desired;

    /// <summary>The progress of an object; null for a kind that has none.</summary>
    public static WorkloadProgress? Of(object? item) => item switch
    {
        V1Deployment { Status: var status, Spec: var spec } deployment => new(
            spec?.Replicas ?? 1,
            status?.Replicas ?? 0,
            status?.UpdatedReplicas ?? 0,
            status?.AvailableReplicas ?? 0,
            status?.ObservedGeneration >= (deployment.Metadata.Generation ?? 0),
            status?.Conditions?.Any(condition => condition is { Type: "Progressing", Reason: "NewReplicaSetAvailable" }) == true),
        V1StatefulSet { Status: var status, Spec: var spec } statefulSet => new(
            spec?.Replicas ?? 1,
            status?.Replicas ?? 0,
            status?.CurrentRevision == status?.UpdateRevision ? status?.Replicas ?? 0 : status?.UpdatedReplicas ?? 0,
            status?.AvailableReplicas ?? status?.ReadyReplicas ?? 0,
            status?.ObservedGeneration >= (statefulSet.Metadata.Generation ?? 0),
            status?.CurrentRevision == status?.UpdateRevision),
        V1DaemonSet { Status: var status } daemonSet => new(
            status?.DesiredNumberScheduled ?? 0,
            status?.CurrentNumberScheduled ?? 0,
            status?.UpdatedNumberScheduled ?? 0,
            status?.NumberAvailable ?? 0,
            status?.ObservedGeneration >= (daemonSet.Metadata.Generation ?? 0),
            status?.UpdatedNumberScheduled == status?.DesiredNumberScheduled),
        V1ReplicaSet { Status: var status, Spec: var spec } => new(
            spec?.Replicas ?? 1, status?.Replicas ?? 0, status?.Replicas ?? 0, status?.AvailableReplicas ?? 0, true, true),
        _ => null,
    };
}
