namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A value of a time series, and how long it stayed. Sums and distributions are counted since <see cref="Start"/>, however the sender counts.</summary>
internal struct MetricPoint
{
    public const int Cost = 56;

    /// <summary>Since when it is counted.</summary>
    public ulong Start;

    /// <summary>When it was first this value.</summary>
    public ulong First;

    /// <summary>When it was last this value: a value that stays is one point, however often it is sent.</summary>
    public ulong Last;

    /// <summary>The value; of a distribution, the sum of its measurements.</summary>
    public double Value;

    /// <summary>Measurements in a distribution.</summary>
    public ulong Count;

    public Distribution? Distribution;

    public readonly int TotalCost => Cost + (Distribution?.Cost ?? 0);
}
