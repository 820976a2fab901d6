using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Settings;

/// <summary>Refuses settings that cannot work, each with its name, its value and what to do.</summary>
internal sealed class DashboardSettingsValidator : IValidateOptions<DashboardSettings>
{
    // A receiver that takes less than this refuses ordinary batches; one that takes more can fill the machine.
    private const int SmallestRequest = 64 * 1024;

    public ValidateOptionsResult Validate(string? name, DashboardSettings options)
    {
        var failures = new List<string>();

        CheckAddresses(failures, "ASPNETCORE_URLS", options.Frontend.EndpointUrls);
        CheckAddresses(failures, "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", options.Otlp.GrpcEndpointUrl);
        CheckAddresses(failures, "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", options.Otlp.HttpEndpointUrl);

        if (options.Otlp.AuthMode == OtlpAuthMode.ApiKey && string.IsNullOrEmpty(options.Otlp.PrimaryApiKey))
        {
            failures.Add("DASHBOARD__OTLP__AUTHMODE is ApiKey, but there is no key: set DASHBOARD__OTLP__PRIMARYAPIKEY, or the mode to Unsecured.");
        }

        CheckResourceService(failures, options.ResourceServiceClient);

        if (options.Kubernetes.Namespace is { Length: > 0 } watched && options.ResourceServiceClient.Url is { Length: > 0 } url)
        {
            failures.Add($"Resources come from one place: DASHBOARD__KUBERNETES__NAMESPACE is '{watched}' and DOTNET_RESOURCE_SERVICE_ENDPOINT_URL is '{url}'. Take one of them away.");
        }

        if (options.Frontend.PublicUrl is { Length: > 0 } publicUrl && !IsHttp(publicUrl))
        {
            failures.Add($"DASHBOARD__FRONTEND__PUBLICURL is '{publicUrl}', which is not an absolute http or https address.");
        }

        CheckLimits(failures, options);

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckResourceService(List<string> failures, ResourceServiceClientSettings client)
    {
        if (client.Url is { Length: > 0 } url && !IsHttp(url))
        {
            failures.Add($"DOTNET_RESOURCE_SERVICE_ENDPOINT_URL is '{url}', which is not an absolute http or https address.");
        }

        if (client.AuthMode == ResourceServiceAuthMode.ApiKey && string.IsNullOrEmpty(client.ApiKey))
        {
            failures.Add("DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE is ApiKey, but there is no key: set DASHBOARD__RESOURCESERVICECLIENT__APIKEY, or the mode to Unsecured.");
        }
    }

    private static void CheckLimits(List<string> failures, DashboardSettings options)
    {
        var limits = options.TelemetryLimits;

        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXLOGCOUNT", limits.MaxLogCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXTRACECOUNT", limits.MaxTraceCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXMETRICSCOUNT", limits.MaxMetricsCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXATTRIBUTECOUNT", limits.MaxAttributeCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXATTRIBUTELENGTH", limits.MaxAttributeLength, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXSPANEVENTCOUNT", limits.MaxSpanEventCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXRESOURCECOUNT", limits.MaxResourceCount, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXSPANCOUNTPERTRACE", limits.MaxSpanCountPerTrace, 1);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXTRACEBYTES", limits.MaxTraceBytes, SmallestRequest);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXLOGBYTES", limits.MaxLogBytes, SmallestRequest);
        AtLeast(failures, "DASHBOARD__TELEMETRYLIMITS__MAXMETRICSBYTES", limits.MaxMetricsBytes, SmallestRequest);
        AtLeast(failures, "DASHBOARD__FRONTEND__MAXCONSOLELOGCOUNT", options.Frontend.MaxConsoleLogCount, 1);
        AtLeast(failures, "DASHBOARD__KUBERNETES__LOGTAILLINES", options.Kubernetes.LogTailLines, 1);
        AtLeast(failures, "DASHBOARD__OTLP__MAXREQUESTSIZE", options.Otlp.MaxRequestSize, SmallestRequest);
        AtLeast(failures, "DASHBOARD__OTLP__MAXBYTESINFLIGHT", options.Otlp.MaxBytesInFlight, 2L * options.Otlp.MaxRequestSize);
        AtLeast(failures, "DASHBOARD__PERSISTENCE__MAXBYTES", options.Persistence.MaxBytes, SmallestRequest);

        if (options.Persistence.FlushInterval <= TimeSpan.Zero)
        {
            failures.Add($"DASHBOARD__PERSISTENCE__FLUSHINTERVAL is {options.Persistence.FlushInterval}: it must be longer than nothing.");
        }
    }

    private static void CheckAddresses(List<string> failures, string setting, string? value)
    {
        foreach (var address in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!ListenAddress.TryParse(address, out _))
            {
                failures.Add($"{setting} is '{address}', which is not an address to listen on: use a form like http://localhost:18888 or https://+:18888.");
            }
        }
    }

    private static void AtLeast(List<string> failures, string setting, long value, long smallest)
    {
        if (value < smallest)
        {
            failures.Add($"{setting} is {value}: the smallest value is {smallest}.");
        }
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
