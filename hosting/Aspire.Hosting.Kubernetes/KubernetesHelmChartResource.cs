using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>A Helm chart that somebody else makes and the application needs in its cluster: an operator, a controller, a broker.</summary>
public sealed class KubernetesHelmChartResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Makes the resource.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="environment">The cluster.</param>
    /// <param name="chartReference">The chart, as <c>helm install</c> takes it.</param>
    /// <param name="chartVersion">Its version.</param>
    public KubernetesHelmChartResource(string name, KubernetesEnvironmentResource environment, string chartReference, string chartVersion)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentException.ThrowIfNullOrEmpty(chartReference);
        ArgumentException.ThrowIfNullOrEmpty(chartVersion);

        Parent = environment;
        ChartReference = chartReference;
        ChartVersion = chartVersion;
    }

    /// <inheritdoc/>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>Gets the chart, as <c>helm install</c> takes it: <c>oci://…</c>, the address of an archive, <c>REPOSITORY/CHART</c>, a folder.</summary>
    public string ChartReference { get; }

    /// <summary>Gets the chart's version.</summary>
    public string ChartVersion { get; }

    /// <summary>Gets or sets the namespace that the chart is installed into; <see langword="null"/> is the resource's name.</summary>
    public string? Namespace { get; set; }

    /// <summary>Gets or sets the name that it is installed under; <see langword="null"/> is the resource's.</summary>
    public string? ReleaseName { get; set; }

    internal Dictionary<string, string> Values { get; } = [];

    internal bool IsDestroyed { get; set; }

    internal bool ForcesConflicts { get; set; }
}
