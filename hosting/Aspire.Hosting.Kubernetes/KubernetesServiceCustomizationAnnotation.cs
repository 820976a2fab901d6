using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>Changes the finished Kubernetes objects of a resource.</summary>
public sealed class KubernetesServiceCustomizationAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="configure">Changes the objects.</param>
    public KubernetesServiceCustomizationAnnotation(Action<KubernetesResource> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        Configure = configure;
    }

    /// <summary>Gets what changes the objects.</summary>
    public Action<KubernetesResource> Configure { get; }
}
