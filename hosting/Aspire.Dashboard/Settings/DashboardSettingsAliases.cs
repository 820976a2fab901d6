using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Settings;

/// <summary>Fills settings from their shorter official names and from what follows from other settings.</summary>
internal sealed class DashboardSettingsAliases(IConfiguration configuration) : IPostConfigureOptions<DashboardSettings>
{
    private const int TokenBytes = 16;

    public void PostConfigure(string? name, DashboardSettings options)
    {
        options.Frontend.EndpointUrls ??= "http://localhost:18888";
        options.Otlp.GrpcEndpointUrl = First("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL")
            ?? options.Otlp.GrpcEndpointUrl ?? "http://localhost:18889";
        options.Otlp.HttpEndpointUrl = First("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL")
            ?? options.Otlp.HttpEndpointUrl ?? "http://localhost:18890";
        options.ResourceServiceClient.Url = First("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "DOTNET_RESOURCE_SERVICE_ENDPOINT_URL")
            ?? options.ResourceServiceClient.Url;

        options.Frontend.IsBehindProxy |= IsTrue(First("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED"));

        if (IsTrue(First("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS")))
        {
            options.Frontend.AuthMode = FrontendAuthMode.Unsecured;
            options.Otlp.AuthMode = OtlpAuthMode.Unsecured;
        }

        options.Frontend.AuthMode ??= FrontendAuthMode.BrowserToken;
        options.Otlp.AuthMode ??= string.IsNullOrEmpty(options.Otlp.PrimaryApiKey) ? OtlpAuthMode.Unsecured : OtlpAuthMode.ApiKey;
        options.ResourceServiceClient.AuthMode ??=
            string.IsNullOrEmpty(options.ResourceServiceClient.ApiKey) ? ResourceServiceAuthMode.Unsecured : ResourceServiceAuthMode.ApiKey;

        if (options.Frontend.AuthMode == FrontendAuthMode.BrowserToken && string.IsNullOrEmpty(options.Frontend.BrowserToken))
        {
            options.Frontend.IsBrowserTokenMadeHere = true;
            options.Frontend.BrowserToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        }
    }

    private string? First(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (configuration[key] is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsTrue(string? value) =>
        value is "1" || (bool.TryParse(value, out var parsed) && parsed);
}
