using Aspire.Dashboard.Resources.Cluster;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Resources;

internal static class ResourcesComposition
{
    public static WebApplicationBuilder AddResources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResourceClient>();
        builder.Services.AddSingleton(services => ClusterAccess.Open(services.GetRequiredService<DashboardSettings>()));
        builder.Services.AddSingleton<ClusterResourceClient>();
        builder.Services.AddSingleton<IResourceClient>(services => services.GetRequiredService<DashboardSettings>().Kubernetes.Namespace is { Length: > 0 }
            ? services.GetRequiredService<ClusterResourceClient>()
            : services.GetRequiredService<ResourceClient>());
        builder.Services.AddHostedService(services => (BackgroundService)services.GetRequiredService<IResourceClient>());
        builder.Services.AddSingleton<IKnownAddresses, ResourceAddresses>();
        return builder;
    }
}
