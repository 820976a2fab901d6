namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Counts of an exponential histogram's buckets from index <paramref name="Offset"/> on.</summary>
internal sealed record ExponentialBuckets(int Offset, ulong[] Counts)
{
    /// <summary>More buckets than any SDK keeps (160). Beyond, offsets were made up to make arrays huge.</summary>
    public const int MaxCount = 2_048;

    public static ExponentialBuckets Empty { get; } = new(0, []);

    /// <summary>The same counts by a scale coarser by so many steps: each step puts two neighbours into one.</summary>
    public ExponentialBuckets Coarser(int steps)
    {
        if (steps == 0 || Counts.Length == 0)
        {
            return this;
        }

        // Beyond 31 steps all indices are 0 or -1, and so they are at 31.
        var shift = Math.Min(steps, 31);
        var first = Offset >> shift;
        var last = (int)((Offset + (long)Counts.Length - 1) >> shift);
        var counts = new ulong[last - first + 1];

        for (var i = 0; i < Counts.Length; i++)
        {
            counts[(int)((Offset + (long)i) >> shift) - first] += Counts[i];
        }

        return new ExponentialBuckets(first, counts);
    }

    public ExponentialBuckets Combine(ExponentialBuckets other, Func<ulong, ulong, ulong> combine)
    {
        if (Counts.Length == 0 && other.Counts.Length == 0)
        {
            return Empty;
        }

        var first = Counts.Length == 0 ? other.Offset : other.Counts.Length == 0 ? Offset : Math.Min(Offset, other.Offset);
        var end = Math.Max(
            Counts.Length == 0 ? long.MinValue : Offset + (long)Counts.Length,
            other.Counts.Length == 0 ? long.MinValue : other.Offset + (long)other.Counts.Length);

        if (end - first > MaxCount)
        {
            // Nothing that one series can be: keep what is newer.
            return this;
        }

        var counts = new ulong[end - first];

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = combine(At(first + (long)i), other.At(first + (long)i));
        }

        return new ExponentialBuckets(first, counts);
    }

    private ulong At(long index) => index >= Offset && index - Offset < Counts.Length ? Counts[index - Offset] : 0;
}
