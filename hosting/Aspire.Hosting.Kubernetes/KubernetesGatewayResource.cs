using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A Gateway of the Gateway API, with routes that lead from outside to endpoints.</summary>
public class KubernetesGatewayResource : KubernetesRoutingResource
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name, which is also the Gateway's.</param>
    /// <param name="environment">The cluster.</param>
    public KubernetesGatewayResource(string name, KubernetesEnvironmentResource environment)
        : base(name, environment)
    {
    }

    /// <summary>Gets or sets the Gateway class. There is no default.</summary>
    public ReferenceExpression? GatewayClassName { get; set; }

    internal CertManagerIssuerResource? Issuer { get; set; }

    internal override ReferenceExpression? ClassName => GatewayClassName;
}
