using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Cluster.Rollouts.Watching;

/// <summary>Which objects of a namespace belong to an application that aspirate has generated.</summary>
internal static class ApplicationLabels
{
    private const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The resource of the model that an object was made of; null for objects of others.</summary>
    public static string? ResourceOf(IMetadata<V1ObjectMeta> content) =>
        content.Metadata.Labels is { } labels && labels.TryGetValue(ManagedBy, out var by) && by == WorkloadLabels.ManagedBy && labels.TryGetValue(WorkloadLabels.Name, out var name) ? name : null;
}
