using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a cluster: the namespace that the application is in.</summary>
public sealed class KubernetesNamespaceAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="namespace">The namespace.</param>
    public KubernetesNamespaceAnnotation(ReferenceExpression @namespace)
    {
        ArgumentNullException.ThrowIfNull(@namespace);

        Namespace = @namespace;
    }

    /// <summary>Gets the namespace.</summary>
    public ReferenceExpression Namespace { get; }
}
