using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// The names of the application in the cluster. What is given as text is checked at once; a parameter's value is looked up, and checked, when
/// the application is published. Of two calls for the same name, the last is right.
/// </summary>
public sealed class HelmChartOptions
{
    private readonly IResourceBuilder<KubernetesEnvironmentResource> _environment;

    internal HelmChartOptions(IResourceBuilder<KubernetesEnvironmentResource> environment) => _environment = environment;

    /// <summary>Sets the namespace. The default is the chart's name.</summary>
    /// <param name="namespace">The namespace (RFC 1123 label).</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">It is no namespace's name.</exception>
    public HelmChartOptions WithNamespace(string @namespace)
    {
        HelmSyntax.RequireNamespace(@namespace);
        return Set(new KubernetesNamespaceAnnotation(ReferenceExpression.Create($"{@namespace}")));
    }

    /// <summary>Sets the namespace. The default is the chart's name.</summary>
    /// <param name="namespace">The parameter with the namespace.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithNamespace(IResourceBuilder<ParameterResource> @namespace) => Set(new KubernetesNamespaceAnnotation(ReferenceExpression.Create($"{@namespace}")));

    /// <summary>Names the release. Whoever installs the chart with <c>helm</c> names it there; the tree has no need of it.</summary>
    /// <param name="releaseName">The release's name: an RFC 1123 label of at most 53 characters.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">It is no release's name.</exception>
    public HelmChartOptions WithReleaseName(string releaseName)
    {
        HelmSyntax.RequireReleaseName(releaseName);
        return Set(new HelmReleaseNameAnnotation(ReferenceExpression.Create($"{releaseName}")));
    }

    /// <summary>Names the release. Whoever installs the chart with <c>helm</c> names it there; the tree has no need of it.</summary>
    /// <param name="releaseName">The parameter with the release's name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithReleaseName(IResourceBuilder<ParameterResource> releaseName) => Set(new HelmReleaseNameAnnotation(ReferenceExpression.Create($"{releaseName}")));

    /// <summary>Sets the chart's name, which is also the application's. The default is the AppHost's, without "AppHost".</summary>
    /// <param name="name">The name: at most 250 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">It is no chart's name.</exception>
    public HelmChartOptions WithChartName(string name)
    {
        HelmSyntax.RequireChartName(name);
        return Set(new HelmChartNameAnnotation(ReferenceExpression.Create($"{name}")));
    }

    /// <summary>Sets the chart's name, which is also the application's. The default is the AppHost's, without "AppHost".</summary>
    /// <param name="name">The parameter with the name.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartName(IResourceBuilder<ParameterResource> name) => Set(new HelmChartNameAnnotation(ReferenceExpression.Create($"{name}")));

    /// <summary>Sets the chart's version, which is also the application's and its images'. The default is the AppHost's.</summary>
    /// <param name="version">The version (SemVer 2); as with Helm, the last numbers may be left out, and a <c>v</c> may stand before.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">It is no version.</exception>
    public HelmChartOptions WithChartVersion(string version)
    {
        HelmSyntax.RequireChartVersion(version);
        return Set(new HelmChartVersionAnnotation(ReferenceExpression.Create($"{version}")));
    }

    /// <summary>Sets the chart's version, which is also the application's and its images'. The default is the AppHost's.</summary>
    /// <param name="version">The parameter with the version.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartVersion(IResourceBuilder<ParameterResource> version) => Set(new HelmChartVersionAnnotation(ReferenceExpression.Create($"{version}")));

    /// <summary>Sets the chart's description.</summary>
    /// <param name="description">One sentence, of at most 1024 characters.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public HelmChartOptions WithChartDescription(string description)
    {
        HelmSyntax.RequireDescription(description);
        return Set(new HelmChartDescriptionAnnotation(ReferenceExpression.Create($"{description}")));
    }

    /// <summary>Sets the chart's description.</summary>
    /// <param name="description">The parameter with one sentence.</param>
    /// <returns>The same options.</returns>
    public HelmChartOptions WithChartDescription(IResourceBuilder<ParameterResource> description) => Set(new HelmChartDescriptionAnnotation(ReferenceExpression.Create($"{description}")));

    private HelmChartOptions Set<T>(T annotation)
        where T : IResourceAnnotation
    {
        _environment.WithAnnotation(annotation, ResourceAnnotationMutationBehavior.Replace);
        return this;
    }
}
