namespace Aspire.Dashboard.Settings;

/// <summary>Cross-origin requests to the OTLP/HTTP receiver (<c>DASHBOARD__OTLP__CORS__…</c>).</summary>
public sealed class OtlpCorsSettings
{
    /// <summary>Allowed origins, separated by commas; <c>*</c> for all. Default: none.</summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>Allowed request headers, separated by commas; <c>*</c> for all. Default: what OTLP needs.</summary>
    public string? AllowedHeaders { get; set; }
}
