using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>An Ingress: hosts and paths that lead from outside to endpoints.</summary>
public class KubernetesIngressResource : KubernetesRoutingResource
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name, which is also the Ingress'.</param>
    /// <param name="environment">The cluster.</param>
    public KubernetesIngressResource(string name, KubernetesEnvironmentResource environment)
        : base(name, environment)
    {
    }

    /// <summary>Gets or sets the Ingress class; <see langword="null"/> is the cluster's default.</summary>
    public ReferenceExpression? IngressClassName { get; set; }

    internal override ReferenceExpression? ClassName => IngressClassName;
}
