using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a cluster: the name of the application's chart, which is also the application's.</summary>
public sealed class HelmChartNameAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="name">The name.</param>
    public HelmChartNameAnnotation(ReferenceExpression name)
    {
        ArgumentNullException.ThrowIfNull(name);

        Name = name;
    }

    /// <summary>Gets the name.</summary>
    public ReferenceExpression Name { get; }
}
