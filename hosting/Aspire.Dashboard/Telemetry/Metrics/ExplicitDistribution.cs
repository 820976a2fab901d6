namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A histogram with fixed bounds: one bucket more than there are bounds.</summary>
internal sealed class ExplicitDistribution(double[] bounds, ulong[] counts) : Distribution
{
    // The bounds are shared by all points of a series.
    public override int Cost => 64 + (counts.Length * sizeof(ulong));

    public double[] Bounds => bounds;

    public ReadOnlySpan<ulong> Counts => counts;

    public override Distribution? Plus(Distribution other) => Combine(other, (left, right) => left + right);

    public override Distribution? Since(Distribution earlier) => Combine(earlier, LessOrZero);

    public override void CopyTo(List<Bucket> buckets)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0 || bounds.Length == 0)
            {
                continue;
            }

            // The outer buckets are open: the lowest begins at zero where that makes sense, the highest is its bound.
            var lower = i > 0 ? bounds[i - 1] : Math.Min(0, bounds[0]);
            var upper = i < bounds.Length ? bounds[i] : bounds[^1];
            buckets.Add(new Bucket(lower, upper, counts[i]));
        }
    }

    private ExplicitDistribution? Combine(Distribution other, Func<ulong, ulong, ulong> combine)
    {
        if (other is not ExplicitDistribution histogram || histogram.Counts.Length != counts.Length || !histogram.Bounds.AsSpan().SequenceEqual(bounds))
        {
            return null;
        }

        var combined = new ulong[counts.Length];

        for (var i = 0; i < combined.Length; i++)
        {
            combined[i] = combine(counts[i], histogram.Counts[i]);
        }

        return new ExplicitDistribution(bounds, combined);
    }
}
