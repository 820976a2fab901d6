using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>cert-manager in a cluster: it gets certificates from an authority, and renews them.</summary>
/// <remarks><see href="https://cert-manager.io/docs/"/></remarks>
public sealed class CertManagerResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="environment">The cluster.</param>
    /// <param name="helmChart">The chart that installs it.</param>
    public CertManagerResource(string name, KubernetesEnvironmentResource environment, KubernetesHelmChartResource helmChart)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(helmChart);

        Parent = environment;
        HelmChart = helmChart;
    }

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Gets the chart that installs it.</summary>
    public KubernetesHelmChartResource HelmChart { get; }
}
