using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>Which objects of a namespace belong to an application that aspirate has generated.</summary>
internal static class ApplicationLabels
{
    public const string Name = "app.kubernetes.io/name";
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Manager = "aspirate";

    /// <summary>The resource of the model that an object was made of; null for objects of others.</summary>
    public static string? ResourceOf(IMetadata<V1ObjectMeta> content) =>
        content.Metadata.Labels is { } labels && labels.TryGetValue(ManagedBy, out var by) && by == Manager && labels.TryGetValue(Name, out var name) ? name : null;
}
