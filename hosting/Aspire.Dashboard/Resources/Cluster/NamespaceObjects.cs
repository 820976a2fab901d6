using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster;

/// <summary>What the API server has told of a namespace, at one moment.</summary>
public sealed record NamespaceObjects
{
    /// <summary>Deployments.</summary>
    public IReadOnlyCollection<V1Deployment> Deployments { get; init; } = [];

    /// <summary>StatefulSets.</summary>
    public IReadOnlyCollection<V1StatefulSet> StatefulSets { get; init; } = [];

    /// <summary>DaemonSets.</summary>
    public IReadOnlyCollection<V1DaemonSet> DaemonSets { get; init; } = [];

    /// <summary>ReplicaSets: the versions of the Deployments, for the most part.</summary>
    public IReadOnlyCollection<V1ReplicaSet> ReplicaSets { get; init; } = [];

    /// <summary>Jobs, those of CronJobs too.</summary>
    public IReadOnlyCollection<V1Job> Jobs { get; init; } = [];

    /// <summary>Pods.</summary>
    public IReadOnlyCollection<V1Pod> Pods { get; init; } = [];

    /// <summary>Services.</summary>
    public IReadOnlyCollection<V1Service> Services { get; init; } = [];

    /// <summary>Ingresses.</summary>
    public IReadOnlyCollection<V1Ingress> Ingresses { get; init; } = [];

    /// <summary>Events, about any of these.</summary>
    public IReadOnlyCollection<Corev1Event> Events { get; init; } = [];
}
