using System.Text.Json.Serialization;

namespace Aspirate.Manifest;

/// <summary>The sidecar of a <c>dapr.v0</c>, which is a resource of its own beside its application's.</summary>
internal sealed record ManifestDapr
{
    public string? Application { get; init; }

    public string? AppId { get; init; }

    public int? AppPort { get; init; }

    public string? AppProtocol { get; init; }

    public IReadOnlyList<string>? Components { get; init; }

    public bool? EnableAppHealthCheck { get; init; }

    public string? AppHealthCheckPath { get; init; }

    public int? AppHealthProbeInterval { get; init; }

    public int? AppHealthProbeTimeout { get; init; }

    public int? AppHealthThreshold { get; init; }

    public int? AppMaxConcurrency { get; init; }

    public bool? EnableApiLogging { get; init; }

    public bool? EnableProfiling { get; init; }

    public string? LogLevel { get; init; }

    /// <summary>What has an annotation of the same meaning. Paths and ports of the developer's machine have none.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string>> Settings => new (string Name, object? Value)[]
    {
        ("enable-app-health-check", EnableAppHealthCheck),
        ("app-health-check-path", AppHealthCheckPath),
        ("app-health-probe-interval", AppHealthProbeInterval),
        ("app-health-probe-timeout", AppHealthProbeTimeout),
        ("app-health-threshold", AppHealthThreshold),
        ("app-max-concurrency", AppMaxConcurrency),
        ("enable-api-logging", EnableApiLogging),
        ("enable-profiling", EnableProfiling),
        ("log-level", LogLevel),
    }
        .Where(setting => setting.Value is not null)
        .Select(setting => KeyValuePair.Create(setting.Name, setting.Value is bool flag ? (flag ? "true" : "false") : FormattableString.Invariant($"{setting.Value}")));
}

/// <summary>A <c>dapr.component.v0</c>.</summary>
internal sealed record ManifestDaprComponent(string? Type);
