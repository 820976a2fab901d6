using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a cluster: the name that the application's chart is installed under.</summary>
public sealed class HelmReleaseNameAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="releaseName">The name.</param>
    public HelmReleaseNameAnnotation(ReferenceExpression releaseName)
    {
        ArgumentNullException.ThrowIfNull(releaseName);

        ReleaseName = releaseName;
    }

    /// <summary>Gets the name.</summary>
    public ReferenceExpression ReleaseName { get; }
}
