using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The names of the application in the cluster. A parameter's value is looked up when the application is published.</summary>
public sealed class HelmChartOptions
{
    private readonly KubernetesEnvironmentResource _environment;

    internal HelmChartOptions(KubernetesEnvironmentResource environment) => _environment = environment;

    /// <summary>Sets the namespace. The default is the chart's name.</summary>
    /// <param name="namespace">The namespace (RFC 1123 label).</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithNamespace(string @namespace) => Set(() => _environment.Namespace = ReferenceExpression.Create($"{@namespace}"));

    /// <summary>Sets the namespace. The default is the chart's name.</summary>
    /// <param name="namespace">The parameter with the namespace.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithNamespace(IResourceBuilder<ParameterResource> @namespace) => Set(() => _environment.Namespace = ReferenceExpression.Create($"{@namespace}"));

    /// <summary>Accepted for the sake of AppHosts that name a release: whoever installs the chart names it.</summary>
    /// <param name="releaseName">The release's name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithReleaseName(string releaseName) => Set(() => ArgumentException.ThrowIfNullOrEmpty(releaseName));

    /// <summary>Accepted for the sake of AppHosts that name a release: whoever installs the chart names it.</summary>
    /// <param name="releaseName">The parameter with the release's name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithReleaseName(IResourceBuilder<ParameterResource> releaseName) => Set(() => ArgumentNullException.ThrowIfNull(releaseName));

    /// <summary>Sets the chart's name, which is also the application's. The default is the AppHost's, without "AppHost".</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartName(string name) => Set(() => _environment.ChartName = ReferenceExpression.Create($"{name}"));

    /// <summary>Sets the chart's name, which is also the application's. The default is the AppHost's, without "AppHost".</summary>
    /// <param name="name">The parameter with the name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartName(IResourceBuilder<ParameterResource> name) => Set(() => _environment.ChartName = ReferenceExpression.Create($"{name}"));

    /// <summary>Sets the chart's version, which is also the application's and its images'. The default is the AppHost's.</summary>
    /// <param name="version">The version (SemVer 2).</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartVersion(string version) => Set(() => _environment.ChartVersion = ReferenceExpression.Create($"{version}"));

    /// <summary>Sets the chart's version, which is also the application's and its images'. The default is the AppHost's.</summary>
    /// <param name="version">The parameter with the version.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartVersion(IResourceBuilder<ParameterResource> version) => Set(() => _environment.ChartVersion = ReferenceExpression.Create($"{version}"));

    /// <summary>Sets the chart's description.</summary>
    /// <param name="description">One sentence.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartDescription(string description) => Set(() => _environment.ChartDescription = ReferenceExpression.Create($"{description}"));

    /// <summary>Sets the chart's description.</summary>
    /// <param name="description">The parameter with one sentence.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartDescription(IResourceBuilder<ParameterResource> description) => Set(() => _environment.ChartDescription = ReferenceExpression.Create($"{description}"));

    private HelmChartOptions Set(Action set)
    {
        set();
        return this;
    }
}
