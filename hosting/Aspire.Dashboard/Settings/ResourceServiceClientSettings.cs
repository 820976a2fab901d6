namespace Aspire.Dashboard.Settings;

/// <summary>The AppHost's resource service (<c>DASHBOARD__RESOURCESERVICECLIENT__…</c>).</summary>
public sealed class ResourceServiceClientSettings
{
    /// <summary>Its address. Also <c>DOTNET_RESOURCE_SERVICE_ENDPOINT_URL</c> and <c>ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL</c>. Default: none, then only telemetry is shown.</summary>
    public string? Url { get; set; }

    /// <summary>How to show who asks. Default <see cref="ResourceServiceAuthMode.ApiKey"/> with a key, else <see cref="ResourceServiceAuthMode.Unsecured"/>.</summary>
    public ResourceServiceAuthMode? AuthMode { get; set; }

    /// <summary>The key for <see cref="ResourceServiceAuthMode.ApiKey"/>.</summary>
    public string? ApiKey { get; set; }
}
