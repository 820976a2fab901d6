using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>States facts about the dashboard in the cluster.</summary>
public static class KubernetesAspireDashboardResourceBuilderExtensions
{
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

    internal static IResourceBuilder<KubernetesAspireDashboardResource> CreateDashboard(this IDistributedApplicationBuilder builder) =>
        builder.CreateResourceBuilder(new KubernetesAspireDashboardResource("dashboard"))
            .WithAnnotation(new ContainerImageAnnotation { Registry = "mcr.microsoft.com", Image = "dotnet/aspire-dashboard", Tag = "13.6" })
            .WithHttpEndpoint(targetPort: 18888, name: KubernetesAspireDashboardResource.HttpEndpointName)
            .WithHttpEndpoint(targetPort: 18889, name: KubernetesAspireDashboardResource.OtlpGrpcEndpointName)
            .WithHttpEndpoint(targetPort: 18890, name: KubernetesAspireDashboardResource.OtlpHttpEndpointName)
            .WithEndpoint(KubernetesAspireDashboardResource.OtlpGrpcEndpointName, endpoint => endpoint.Transport = "http2");
}
