using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Storage of a cluster that a workload keeps its data in.</summary>
[Experimental("ASPIRECOMPUTE002")]
public sealed class KubernetesPersistentVolumeResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The volume's name.</param>
    /// <param name="environment">The cluster.</param>
    public KubernetesPersistentVolumeResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    internal ReferenceExpression? StorageClassName { get; set; }

    internal ReferenceExpression? Capacity { get; set; }

    internal string? AccessMode { get; set; }

    internal Dictionary<string, ReferenceExpression> VolumeAnnotations { get; } = [];
}
