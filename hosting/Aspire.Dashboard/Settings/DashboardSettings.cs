namespace Aspire.Dashboard.Settings;

/// <summary>Everything that can be set, from the section <c>Dashboard</c> (<c>DASHBOARD__…</c> in the environment).</summary>
/// <remarks>Names, defaults and aliases are those of the official dashboard's image, unless a member says otherwise.</remarks>
public sealed class DashboardSettings
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Dashboard";

    /// <summary>The name in the title; the AppHost's own name when it tells one. Default <c>Aspire</c>.</summary>
    public string? ApplicationName { get; set; }

    /// <summary>The pages.</summary>
    public FrontendSettings Frontend { get; set; } = new();

    /// <summary>The telemetry receivers.</summary>
    public OtlpSettings Otlp { get; set; } = new();

    /// <summary>Where resources come from.</summary>
    public ResourceServiceClientSettings ResourceServiceClient { get; set; } = new();

    /// <summary>The cluster that resources come from in place of an AppHost.</summary>
    public KubernetesSettings Kubernetes { get; set; } = new();

    /// <summary>How much telemetry is kept.</summary>
    public TelemetryLimitSettings TelemetryLimits { get; set; } = new();

    /// <summary>Whether telemetry survives a restart.</summary>
    public PersistenceSettings Persistence { get; set; } = new();
}
