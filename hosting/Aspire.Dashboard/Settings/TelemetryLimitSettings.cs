namespace Aspire.Dashboard.Settings;

/// <summary>How much telemetry is kept (<c>DASHBOARD__TELEMETRYLIMITS__…</c>): at a limit, the oldest goes first.</summary>
public sealed class TelemetryLimitSettings
{
    /// <summary>Log records. Default 10,000.</summary>
    public int MaxLogCount { get; set; } = 10_000;

    /// <summary>Traces, however many spans they have. Default 10,000.</summary>
    public int MaxTraceCount { get; set; } = 10_000;

    /// <summary>Points of one time series. Default 10,000.</summary>
    public int MaxMetricsCount { get; set; } = 10_000;

    /// <summary>Attributes of one resource, scope, span, event, link, log record or point; the rest is dropped. Default 128.</summary>
    public int MaxAttributeCount { get; set; } = 128;

    /// <summary>Characters of one attribute's text; the rest is cut off. Default: no limit of its own.</summary>
    public int MaxAttributeLength { get; set; } = int.MaxValue;

    /// <summary>Events of one span; the rest is dropped. Default: no limit of its own.</summary>
    public int MaxSpanEventCount { get; set; } = int.MaxValue;

    /// <summary>Resource instances. Default 10,000.</summary>
    public int MaxResourceCount { get; set; } = 10_000;

    /// <summary>Spans of one trace; further ones are refused by partial success. Default 50,000. Not official.</summary>
    public int MaxSpanCountPerTrace { get; set; } = 50_000;

    /// <summary>Bytes that traces may take, whatever their count. Default 64 MiB. Not official: counts alone do not bound memory.</summary>
    public long MaxTraceBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes that log records may take, whatever their count. Default 32 MiB. Not official.</summary>
    public long MaxLogBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Bytes that metric points may take, whatever their count. Default 48 MiB. Not official.</summary>
    public long MaxMetricsBytes { get; set; } = 48 * 1024 * 1024;
}
