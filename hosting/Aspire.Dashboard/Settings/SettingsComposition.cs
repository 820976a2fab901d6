using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Settings;

internal static class SettingsComposition
{
    public static WebApplicationBuilder AddDashboardSettings(this WebApplicationBuilder builder)
    {
        // The host's own name for the pages' addresses (ASPNETCORE_URLS, --urls) wins.
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            builder.Configuration[$"{DashboardSettings.SectionName}:{nameof(DashboardSettings.Frontend)}:{nameof(FrontendSettings.EndpointUrls)}"] = urls;

            // An image's default ports, which the host would otherwise warn that it does not take.
            builder.Configuration[WebHostDefaults.HttpPortsKey] = null;
            builder.Configuration[WebHostDefaults.HttpsPortsKey] = null;
        }

        builder.Services.AddOptions<DashboardSettings>()
            .Bind(builder.Configuration.GetSection(DashboardSettings.SectionName))
            .ValidateOnStart();
        builder.Services.AddSingleton<IPostConfigureOptions<DashboardSettings>, DashboardSettingsAliases>();
        builder.Services.AddSingleton<IValidateOptions<DashboardSettings>, DashboardSettingsValidator>();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<DashboardSettings>>().Value);
        return builder;
    }
}
