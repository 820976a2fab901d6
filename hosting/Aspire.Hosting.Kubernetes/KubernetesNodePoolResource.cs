using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A pool of nodes of a cluster.</summary>
public class KubernetesNodePoolResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The pool's name: the value of the nodes' label.</param>
    /// <param name="environment">The cluster.</param>
    public KubernetesNodePoolResource(string name, KubernetesEnvironmentResource environment)
        : base(name) => Parent = environment;

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Gets the label that the nodes have. The default is <c>agentpool</c>.</summary>
    public string NodeSelectorLabelKey { get; init; } = "agentpool";
}
