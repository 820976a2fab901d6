using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>States facts about the dashboard in the cluster.</summary>
public static class KubernetesAspireDashboardResourceBuilderExtensions
{
    private const string NamespaceResourcesName = "namespace-resources";

    /// <summary>Sets the port of the Service for the pages.</summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="port">The port; the container's own, 18888, by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithServicePort(this IResourceBuilder<KubernetesAspireDashboardResource> builder, int? port = null) =>
        builder.WithEndpoint(KubernetesAspireDashboardResource.HttpEndpointName, endpoint => endpoint.Port = port);

    /// <summary>Sets the ports of the Service for telemetry.</summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="grpcPort">The port for gRPC; the container's own, 18889, by default.</param>
    /// <param name="httpPort">The port for HTTP; the container's own, 18890, by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithOtlpServicePort(this IResourceBuilder<KubernetesAspireDashboardResource> builder, int? grpcPort = null, int? httpPort = null) => builder
        .WithEndpoint(KubernetesAspireDashboardResource.OtlpGrpcEndpointName, endpoint => endpoint.Port = grpcPort ?? endpoint.Port)
        .WithEndpoint(KubernetesAspireDashboardResource.OtlpHttpEndpointName, endpoint => endpoint.Port = httpPort ?? endpoint.Port);

    /// <summary>Says whether a proxy in front tells the dashboard what address the browser used.</summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="enabled">Whether there is one.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithForwardedHeaders(this IResourceBuilder<KubernetesAspireDashboardResource> builder, bool enabled = true) =>
        builder.WithEnvironment("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", enabled ? "true" : "false");

    /// <summary>
    /// Has the dashboard show what runs in its namespace (workloads, pods, rollouts, events, logs) by the program NamespaceResources, which <c>aspirate build</c> makes an image
    /// of. Without it the dashboard shows telemetry only.
    /// </summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="projectPath">The program's project file, relative to the AppHost's folder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">There is no such file.</exception>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithNamespaceResources(this IResourceBuilder<KubernetesAspireDashboardResource> builder, string projectPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(projectPath);

        var path = Path.GetFullPath(projectPath, builder.ApplicationBuilder.AppHostDirectory);
        if (!File.Exists(path))
        {
            throw new DistributedApplicationException($"The project of NamespaceResources, '{projectPath}', does not exist: there is no {path}. Correct the path, which is relative to the AppHost's folder, or name an image with WithNamespaceResourcesImage.");
        }

        var program = new ProjectResource(NamespaceResourcesName);
        program.Annotations.Add(new NamespaceResourcesProject(path));
        builder.Resource.NamespaceResources = program;
        return builder;
    }

    /// <summary>The same by an image of NamespaceResources that somebody has built and put into a registry.</summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="image">The image, e.g. <c>registry.example.com/namespace-resources</c>.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithNamespaceResourcesImage(this IResourceBuilder<KubernetesAspireDashboardResource> builder, string image, string tag)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Resource.NamespaceResources = builder.ApplicationBuilder.CreateResourceBuilder(new ContainerResource(NamespaceResourcesName)).WithImage(image, tag).Resource;
        return builder;
    }

    /// <summary>Gives the dashboard a command that restarts a workload, and its Role the right to. Everybody who can log in to the dashboard may use it; without this nobody can change anything there.</summary>
    /// <param name="builder">The dashboard.</param>
    /// <param name="enabled">Whether there is the command.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesAspireDashboardResource> WithRestartCommand(this IResourceBuilder<KubernetesAspireDashboardResource> builder, bool enabled = true)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Resource.AllowsRestart = enabled;
        return builder;
    }

    internal static IResourceBuilder<KubernetesAspireDashboardResource> CreateDashboard(this IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(new KubernetesAspireDashboardResource("dashboard"))
            .WithAnnotation(new ContainerImageAnnotation { Registry = "mcr.microsoft.com", Image = "dotnet/aspire-dashboard", Tag = "13.6" })
            .WithHttpEndpoint(targetPort: 18888, name: KubernetesAspireDashboardResource.HttpEndpointName)
            .WithHttpEndpoint(targetPort: 18889, name: KubernetesAspireDashboardResource.OtlpGrpcEndpointName)
            .WithHttpEndpoint(targetPort: 18890, name: KubernetesAspireDashboardResource.OtlpHttpEndpointName)
            .WithEndpoint(KubernetesAspireDashboardResource.OtlpGrpcEndpointName, endpoint => endpoint.Transport = "http2");

    private sealed class NamespaceResourcesProject(string path) : IProjectMetadata
    {
        public string ProjectPath => path;
    }
}
