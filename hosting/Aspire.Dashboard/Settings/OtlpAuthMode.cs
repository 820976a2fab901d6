namespace Aspire.Dashboard.Settings;

/// <summary>Who may send telemetry.</summary>
public enum OtlpAuthMode
{
    /// <summary>Everybody who reaches the port. The default without a key.</summary>
    Unsecured,

    /// <summary>Whoever sends the key in <c>x-otlp-api-key</c>. The default when a key is set.</summary>
    ApiKey,
}
