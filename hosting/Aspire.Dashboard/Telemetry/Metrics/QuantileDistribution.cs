namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>A summary's quantiles, made by the sender: to be shown, not to be computed with.</summary>
internal sealed class QuantileDistribution(double[] quantiles, double[] values) : Distribution
{
    public override int Cost => 96 + (2 * values.Length * sizeof(double));

    public ReadOnlySpan<double> Quantiles => quantiles;

    public ReadOnlySpan<double> Values => values;

    public override Distribution? Plus(Distribution other) => null;

    public override Distribution? Since(Distribution earlier) => this;

    public override void CopyTo(List<Bucket> buckets)
    {
        // The share of measurements between two neighbouring quantiles lies between their values.
        var below = 0.0;

        for (var i = 0; i < values.Length; i++)
        {
            if (quantiles[i] > below)
            {
                buckets.Add(new Bucket(i > 0 ? values[i - 1] : Math.Min(0, values[0]), values[i], quantiles[i] - below));
                below = quantiles[i];
            }
        }

        if (values.Length > 0 && below < 1)
        {
            // Nothing is known of what lies above the highest one.
            buckets.Add(new Bucket(values[^1], values[^1], 1 - below));
        }
    }
}
