namespace Aspire.Dashboard.Telemetry;

/// <summary>Kinds of telemetry; a set of them, where several make sense.</summary>
[Flags]
public enum TelemetryKind
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>Log records.</summary>
    Logs = 1,

    /// <summary>Spans.</summary>
    Traces = 2,

    /// <summary>Metric points.</summary>
    Metrics = 4,

    /// <summary>Resources that sent something for the first time, or again after a restart.</summary>
    Resources = 8,

    /// <summary>Every kind.</summary>
    All = Logs | Traces | Metrics | Resources,
}
