namespace Aspire.Dashboard.Telemetry;

/// <summary>What an instrument measures.</summary>
public enum InstrumentKind
{
    /// <summary>A value now.</summary>
    Gauge,

    /// <summary>A sum that only grows (OTLP: monotonic).</summary>
    Counter,

    /// <summary>A sum that grows and shrinks.</summary>
    UpDownCounter,

    /// <summary>A distribution in fixed buckets.</summary>
    Histogram,

    /// <summary>A distribution in buckets of growing width.</summary>
    ExponentialHistogram,

    /// <summary>Quantiles made by the sender.</summary>
    Summary,
}
