namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A histogram whose bucket i reaches from base^i to base^(i+1), with base = 2^(2^-scale) (OpenTelemetry metrics data model).</summary>
internal sealed class ExponentialDistribution(int scale, ulong zeroCount, double zeroThreshold, ExponentialBuckets positive, ExponentialBuckets negative)
    : Distribution
{
    public override int Cost => 160 + ((positive.Counts.Length + negative.Counts.Length) * sizeof(ulong));

    public int Scale => scale;

    public ulong ZeroCount => zeroCount;

    public double ZeroThreshold => zeroThreshold;

    public ExponentialBuckets Positive => positive;

    public ExponentialBuckets Negative => negative;

    public override Distribution? Plus(Distribution other) => Combine(other, (left, right) => left + right);

    public override Distribution? Since(Distribution earlier) => Combine(earlier, LessOrZero);

    public override void CopyTo(List<Bucket> buckets)
    {
        var exponent = Math.Pow(2, -scale);

        for (var i = negative.Counts.Length - 1; i >= 0; i--)
        {
            if (negative.Counts[i] > 0)
            {
                var index = negative.Offset + (double)i;
                buckets.Add(new Bucket(-Math.Pow(2, (index + 1) * exponent), -Math.Pow(2, index * exponent), negative.Counts[i]));
            }
        }

        if (zeroCount > 0)
        {
            buckets.Add(new Bucket(negative.Counts.Length > 0 ? -zeroThreshold : 0, zeroThreshold, zeroCount));
        }

        for (var i = 0; i < positive.Counts.Length; i++)
        {
            if (positive.Counts[i] > 0)
            {
                var index = positive.Offset + (double)i;
                buckets.Add(new Bucket(Math.Pow(2, index * exponent), Math.Pow(2, (index + 1) * exponent), positive.Counts[i]));
            }
        }
    }

    private ExponentialDistribution? Combine(Distribution other, Func<ulong, ulong, ulong> combine)
    {
        if (other is not ExponentialDistribution histogram)
        {
            return null;
        }

        // A coarser scale's buckets each hold a whole number of the finer one's; so the coarser one is common to both.
        var common = Math.Min(scale, histogram.Scale);
        return new ExponentialDistribution(
            common,
            combine(zeroCount, histogram.ZeroCount),
            Math.Max(zeroThreshold, histogram.ZeroThreshold),
            positive.Coarser(scale - common).Combine(histogram.Positive.Coarser(histogram.Scale - common), combine),
            negative.Coarser(scale - common).Combine(histogram.Negative.Coarser(histogram.Scale - common), combine));
    }
}
