namespace Aspire.Dashboard.Telemetry;

/// <summary>How a span ended. Numbers are those of OTLP.</summary>
public enum SpanStatus
{
    /// <summary>Not said, hence well.</summary>
    Unset = 0,

    /// <summary>Well, by somebody's explicit word.</summary>
    Ok = 1,

    /// <summary>With an error.</summary>
    Error = 2,
}
