using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Resources;

internal static class ResourcesComposition
{
    public static WebApplicationBuilder AddResources(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResourceClient>();
        builder.Services.AddSingleton<IResourceClient>(services => services.GetRequiredService<ResourceClient>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ResourceClient>());
        builder.Services.AddSingleton<IKnownAddresses, ResourceAddresses>();
        return builder;
    }
}
