namespace Aspire.Dashboard.Otlp;

/// <summary>A signal of OTLP: a receiver's path, a service, a request message.</summary>
public enum OtlpSignal
{
    /// <summary><c>/v1/traces</c>, <c>TraceService</c>.</summary>
    Traces,

    /// <summary><c>/v1/logs</c>, <c>LogsService</c>.</summary>
    Logs,

    /// <summary><c>/v1/metrics</c>, <c>MetricsService</c>.</summary>
    Metrics,
}
