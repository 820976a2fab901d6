using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting;

/// <summary>Adds Helm charts to a cluster and states facts about them.</summary>
public static class KubernetesHelmChartExtensions
{
    /// <summary>
    /// Adds a Helm chart that the application needs in its cluster. It is installed before the application is, under the resource's name and into a
    /// namespace of that name, and stays when the application goes, as others may need it too. It takes no part when the application is run.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="chartReference">
    /// The chart, as <c>helm install</c> takes it: <c>oci://registry.example.com/charts/redis</c>, the address of an archive, <c>REPOSITORY/CHART</c> of a repository that
    /// this machine's Helm knows, or a folder, relative to the AppHost's. Argo CD and Flux can take the first only.
    /// </param>
    /// <param name="chartVersion">Its version (SemVer 2); the last numbers may be left out, and a <c>v</c> may stand before.</param>
    /// <returns>A builder of the chart.</returns>
    /// <exception cref="ArgumentException">The reference or the version is not one that Helm takes.</exception>
    public static IResourceBuilder<KubernetesHelmChartResource> AddHelmChart(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name, string chartReference, string chartVersion)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        HelmSyntax.RequireChartReference(chartReference);
        HelmSyntax.RequireChartVersion(chartVersion);

        return builder.AddPublishOnlyChild(new KubernetesHelmChartResource(name, builder.Resource, chartReference, chartVersion));
    }

    /// <summary>Sets a value of the chart, as <c>helm --set</c> does: <c>true</c>, <c>false</c>, <c>null</c> and whole numbers are what they look like, <c>{a,b}</c> is a list.</summary>
    /// <param name="builder">The chart.</param>
    /// <param name="key">The value's path, e.g. <c>controller.replicas</c> or <c>hosts[0].name</c>.</param>
    /// <param name="value">The value. It is no place for secrets: the tree has it, and Helm's command line.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The key is no path.</exception>
    public static IResourceBuilder<KubernetesHelmChartResource> WithHelmValue(this IResourceBuilder<KubernetesHelmChartResource> builder, string key, string value)
    {
        HelmSyntax.RequireValueKey(key);
        ArgumentNullException.ThrowIfNull(value);

        return Set(builder, chart => chart.Values[key] = value);
    }

    /// <summary>Sets the namespace that the chart is installed into; it is created when it is missing. The default is the resource's name.</summary>
    /// <param name="builder">The chart.</param>
    /// <param name="namespace">The namespace (RFC 1123 label).</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">It is no namespace's name.</exception>
    public static IResourceBuilder<KubernetesHelmChartResource> WithNamespace(this IResourceBuilder<KubernetesHelmChartResource> builder, string @namespace)
    {
        HelmSyntax.RequireNamespace(@namespace);

        return Set(builder, chart => chart.Namespace = @namespace);
    }

    /// <summary>Sets the name that the chart is installed under. The default is the resource's.</summary>
    /// <param name="builder">The chart.</param>
    /// <param name="releaseName">The release's name: an RFC 1123 label of at most 53 characters.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">It is no release's name.</exception>
    public static IResourceBuilder<KubernetesHelmChartResource> WithReleaseName(this IResourceBuilder<KubernetesHelmChartResource> builder, string releaseName)
    {
        HelmSyntax.RequireReleaseName(releaseName);

        return Set(builder, chart => chart.ReleaseName = releaseName);
    }

    /// <summary>Says that the chart is this application's alone: it is uninstalled when the application is destroyed, or no longer has it.</summary>
    /// <param name="builder">The chart.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesHelmChartResource> WithDestroy(this IResourceBuilder<KubernetesHelmChartResource> builder) =>
        Set(builder, chart => chart.IsDestroyed = true);

    /// <summary>
    /// Takes fields over that somebody else has changed since, such as a cloud's admission controller in the chart's webhooks, instead of failing
    /// (<c>helm upgrade --force-conflicts</c>; Helm 4, or 3.18 and newer).
    /// </summary>
    /// <param name="builder">The chart.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesHelmChartResource> WithForceConflicts(this IResourceBuilder<KubernetesHelmChartResource> builder) =>
        Set(builder, chart => chart.ForcesConflicts = true);

    private static IResourceBuilder<KubernetesHelmChartResource> Set(IResourceBuilder<KubernetesHelmChartResource> builder, Action<KubernetesHelmChartResource> set)
    {
        ArgumentNullException.ThrowIfNull(builder);

        set(builder.Resource);
        return builder;
    }
}
