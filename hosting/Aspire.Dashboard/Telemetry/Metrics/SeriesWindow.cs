namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>The points of a series in the time of a chart, and what they say about any moment of it.</summary>
internal sealed class SeriesWindow
{
    // A sender that missed so many of its times is gone rather than late.
    private const ulong MissedIntervals = 3;
    private const ulong Second = 1_000_000_000;
    private const ulong LongestSilence = 300 * Second;

    private readonly MetricPoint[] _points;
    private readonly ulong _silence;

    public SeriesWindow(MetricSeries series, ulong from)
    {
        Series = series;
        _points = series.GetPoints(from, out var interval);
        _silence = Math.Clamp(interval * MissedIntervals, 5 * Second, LongestSilence);
        Interval = interval;
    }

    public MetricSeries Series { get; }

    /// <summary>The time between the last two points as they were sent.</summary>
    public ulong Interval { get; }

    /// <summary>The point that holds at a time; null before the first one and after the sender fell silent.</summary>
    public MetricPoint? At(ulong time)
    {
        var index = FindLast(time);

        if (index < 0)
        {
            return null;
        }

        var point = _points[index];
        var isFollowed = index + 1 < _points.Length;
        return isFollowed || point.Last >= time || time - point.Last <= _silence ? point : null;
    }

    /// <summary>By how much a count grew between two times; what happened between two points is taken as spread evenly.</summary>
    public double Growth(ulong from, ulong to, Func<MetricPoint, double> read)
    {
        var growth = 0.0;

        for (var i = Math.Max(0, FindLast(from)); i < _points.Length && (i == 0 || _points[i - 1].Last <= to); i++)
        {
            ref var point = ref _points[i];
            var before = i > 0 && _points[i - 1].Start == point.Start ? read(_points[i - 1]) : 0;

            // A series that begins with this point has counted since its own start; one of which the beginning was dropped, since unknown.
            var since = i > 0 ? Math.Max(_points[i - 1].Last, point.Start) : Math.Max(point.Start, point.First > Interval ? point.First - Interval : 0);

            if (i == 0 && point.Start + LongestSilence < point.First)
            {
                continue;
            }

            var difference = read(point) - before;
            growth += difference * Share(since, point.First, from, to);
        }

        return growth;
    }

    /// <summary>What came to a distribution between two times.</summary>
    public Distribution? GrowthOfDistribution(ulong from, ulong to)
    {
        if (At(to) is not { Distribution: { } now } point)
        {
            return null;
        }

        var index = FindLast(from);
        return index >= 0 && _points[index].Start == point.Start && _points[index].Distribution is { } earlier ? now.Since(earlier)
            : index < 0 && point.Start < from && point.Start + LongestSilence < _points[0].First && _points[0].Distribution is { } first ? now.Since(first)
            : now;
    }

    private int FindLast(ulong time)
    {
        var low = 0;
        var high = _points.Length;

        while (low < high)
        {
            var middle = (low + high) / 2;

            if (_points[middle].First <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    /// <summary>Which part of a stretch of time lies in another.</summary>
    private static double Share(ulong start, ulong end, ulong from, ulong to)
    {
        if (end <= start)
        {
            return end > from && end <= to ? 1 : 0;
        }

        var first = Math.Max(start, from);
        var last = Math.Min(end, to);
        return last <= first ? 0 : (double)(last - first) / (end - start);
    }
}
