namespace Aspire.Dashboard.Settings;

/// <summary>How the dashboard shows who it is to the resource service.</summary>
public enum ResourceServiceAuthMode
{
    /// <summary>Not at all.</summary>
    Unsecured,

    /// <summary>By the key in <c>x-resource-service-api-key</c>.</summary>
    ApiKey,
}
