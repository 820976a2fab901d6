namespace Aspire.Dashboard.Telemetry;

/// <summary>What to draw of an instrument.</summary>
public enum MetricView
{
    /// <summary>Gauge and up-down counter: the value. Counter: the total since the process started. Histogram and summary: quantiles.</summary>
    Value,

    /// <summary>Counter: growth a second. Histogram and summary: measurements a second.</summary>
    Rate,

    /// <summary>Histogram and summary: the number of measurements in each step. Counter: growth in each step.</summary>
    Count,
}
