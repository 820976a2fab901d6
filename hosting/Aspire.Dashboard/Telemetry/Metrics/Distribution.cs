namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>How the measurements of a point are spread. Never changes.</summary>
internal abstract class Distribution
{
    /// <summary>What it takes in memory, in bytes.</summary>
    public abstract int Cost { get; }

    /// <summary>This one and another of the same sort together; null when they cannot be put together.</summary>
    public abstract Distribution? Plus(Distribution other);

    /// <summary>What came to an earlier one of the same series; null when the earlier one does not fit.</summary>
    public abstract Distribution? Since(Distribution earlier);

    /// <summary>The measurements in buckets, for quantiles.</summary>
    public abstract void CopyTo(List<Bucket> buckets);

    protected static ulong LessOrZero(ulong later, ulong earlier) => later > earlier ? later - earlier : 0;
}
