using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>On a cluster: the version of the application's chart, which is also the application's.</summary>
public sealed class HelmChartVersionAnnotation : IResourceAnnotation
{
    /// <summary>Makes the annotation.</summary>
    /// <param name="version">The version (SemVer 2).</param>
    public HelmChartVersionAnnotation(ReferenceExpression version)
    {
        ArgumentNullException.ThrowIfNull(version);

        Version = version;
    }

    /// <summary>Gets the version.</summary>
    public ReferenceExpression Version { get; }
}
