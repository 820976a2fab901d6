using System.Reflection;
using System.Security.Cryptography;
using Aspire.Hosting.Running.Ports;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>Where the dashboard of this run is and the keys by which the parts know each other. The keys are new in every run, unless they are set.</summary>
internal sealed class DashboardSettings
{
    /// <summary>The assembly metadata in which the build says where the dashboard's program is.</summary>
    public const string PathMetadata = "AspireDashboardPath";

    /// <summary>The setting from which services learn where telemetry goes.</summary>
    public const string OtlpEndpointKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    private const string PagesKey = "ASPNETCORE_URLS";
    private const string OtlpHttpEndpointKey = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string OtlpApiKeyKey = "AppHost:OtlpApiKey";
    private const string BrowserTokenKey = "AppHost:BrowserToken";

    /// <summary>The dashboard's assembly.</summary>
    public required string AssemblyPath { get; init; }

    public required Uri Pages { get; init; }

    public required Uri OtlpGrpc { get; init; }

    public required Uri OtlpHttp { get; init; }

    public required string OtlpApiKey { get; init; }

    /// <summary>Where the resource service listens; port 0 means any free one.</summary>
    public required Uri ResourceService { get; init; }

    public string ResourceServiceApiKey { get; } = NewKey();

    public required string BrowserToken { get; init; }

    /// <summary>What a user opens: the token signs the browser in.</summary>
    public Uri LoginAddress => new(Pages, $"/login?t={BrowserToken}");

    /// <summary>Decides whether this run has a dashboard, and writes into the configuration where it shows its pages and receives.</summary>
    /// <returns>The settings, or <see langword="null"/> if the dashboard is not wanted or not built.</returns>
    public static DashboardSettings? Create(DistributedApplicationOptions options, Assembly? appHost, ConfigurationManager configuration)
    {
        if (options.DisableDashboard)
        {
            return null;
        }

        var path = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => string.Equals(metadata.Key, PathMetadata, StringComparison.OrdinalIgnoreCase))?.Value;

        if (path is null || !File.Exists(path))
        {
            // Nobody receives: services need not try.
            configuration[OtlpEndpointKey] = "";
            configuration[OtlpHttpEndpointKey] = "";
            return null;
        }

        var ports = options.RandomizesDashboardPorts ? new TargetPorts() : null;
        var settings = new DashboardSettings
        {
            AssemblyPath = path,
            Pages = Address(configuration[PagesKey]?.Split(';')[0], ports?.Take() ?? 18888),
            OtlpGrpc = Address(configuration[OtlpEndpointKey], ports?.Take() ?? 18889),
            OtlpHttp = Address(configuration[OtlpHttpEndpointKey], ports?.Take() ?? 18890),
            OtlpApiKey = configuration[OtlpApiKeyKey] is { Length: > 0 } key ? key : NewKey(),
            BrowserToken = configuration[BrowserTokenKey] is { Length: > 0 } token ? token : NewKey(),
            ResourceService = Address(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] ?? configuration["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"], 0),
        };

        configuration[PagesKey] = settings.Pages.OriginalString;
        configuration[OtlpEndpointKey] = settings.OtlpGrpc.OriginalString;
        configuration[OtlpHttpEndpointKey] = settings.OtlpHttp.OriginalString;
        configuration[OtlpApiKeyKey] = settings.OtlpApiKey;
        return settings;
    }

    private static Uri Address(string? configured, int port) => Uri.TryCreate(configured, UriKind.Absolute, out var address) ? address : new($"http://localhost:{port}");

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
