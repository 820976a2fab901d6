namespace Aspire.Dashboard.Settings;

/// <summary>Where telemetry is received and from whom (<c>DASHBOARD__OTLP__…</c>).</summary>
public sealed class OtlpSettings
{
    /// <summary>OTLP over gRPC. Also <c>DOTNET_DASHBOARD_OTLP_ENDPOINT_URL</c> and <c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>. Default <c>http://localhost:18889</c>.</summary>
    public string? GrpcEndpointUrl { get; set; }

    /// <summary>OTLP over HTTP. Also <c>DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c> and <c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>. Default <c>http://localhost:18890</c>.</summary>
    public string? HttpEndpointUrl { get; set; }

    /// <summary>Who may send. Default <see cref="OtlpAuthMode.ApiKey"/> with a key, else <see cref="OtlpAuthMode.Unsecured"/>.</summary>
    public OtlpAuthMode? AuthMode { get; set; }

    /// <summary>The key that a sender puts into <c>x-otlp-api-key</c>.</summary>
    public string? PrimaryApiKey { get; set; }

    /// <summary>A second valid key, so that the first can be replaced without a gap.</summary>
    public string? SecondaryApiKey { get; set; }

    /// <summary>Browsers of other origins that may send over HTTP.</summary>
    public OtlpCorsSettings Cors { get; set; } = new();

    /// <summary>Bytes of one request, after decompression; more is answered by 413 or RESOURCE_EXHAUSTED. Default 32 MiB. Not official.</summary>
    public int MaxRequestSize { get; set; } = 32 * 1024 * 1024;

    /// <summary>Bytes of all requests being received at one time; more are answered by 429 or RESOURCE_EXHAUSTED, to be sent again later. At least twice <see cref="MaxRequestSize"/>, for one that has to be unpacked. Default 64 MiB. Not official.</summary>
    public int MaxBytesInFlight { get; set; } = 64 * 1024 * 1024;
}
