namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Estimates a quantile from buckets, which may overlap when they come from different histograms.</summary>
internal static class Quantile
{
    private const int Steps = 60;

    /// <summary>The value below which the given part of the measurements lies, taking them as spread evenly within each bucket; null without any.</summary>
    public static double? Estimate(IReadOnlyList<Bucket> buckets, double quantile)
    {
        var total = 0.0;
        var low = double.MaxValue;
        var high = double.MinValue;

        foreach (var bucket in buckets)
        {
            total += bucket.Count;
            low = Math.Min(low, bucket.Lower);
            high = Math.Max(high, bucket.Upper);
        }

        if (total <= 0)
        {
            return null;
        }

        var wanted = quantile * total;

        // Halving the interval needs no common bounds, and is exact to the last digit long before its end.
        for (var step = 0; step < Steps && low < high; step++)
        {
            var middle = low + ((high - low) / 2);

            if (CountBelow(buckets, middle) >= wanted)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }

    private static double CountBelow(IReadOnlyList<Bucket> buckets, double value)
    {
        var count = 0.0;

        foreach (var bucket in buckets)
        {
            if (value >= bucket.Upper)
            {
                count += bucket.Count;
            }
            else if (value > bucket.Lower)
            {
                count += bucket.Count * (value - bucket.Lower) / (bucket.Upper - bucket.Lower);
            }
        }

        return count;
    }
}
