namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>The points of an instrument that share their attributes. All members are safe to call from anywhere.</summary>
internal sealed class MetricSeries(IReadOnlyList<AttributeValue> attributes)
{
    private const int MaxExemplars = 64;
    private const int ExemplarCost = 160;

    private readonly Lock _gate = new();
    private readonly Queue<ExemplarRecord> _exemplars = new();
    private MetricPoint[] _points = new MetricPoint[4];
    private int _first;
    private int _count;
    private ulong _interval;

    public IReadOnlyList<AttributeValue> Attributes => attributes;

    /// <summary>What an empty series takes.</summary>
    public int BaseCost { get; } = 480 + attributes.Sum(attribute => 2 * (attribute.Name.Length + attribute.Value.Length));

    /// <summary>When it was last sent.</summary>
    public ulong LastTime { get; private set; }

    /// <summary>Adds a point.</summary>
    /// <param name="point">The point as it came.</param>
    /// <param name="isDelta">Whether it counts since the point before it rather than since the start.</param>
    /// <param name="limit">Points to keep at most.</param>
    /// <param name="restarted">The new start when the series began anew, which means that its process did.</param>
    /// <returns>By how many bytes the series grew.</returns>
    public long Add(MetricPoint point, bool isDelta, int limit, out ulong? restarted)
    {
        restarted = null;

        lock (_gate)
        {
            if (_count == 0)
            {
                LastTime = point.Last;
                return Append(point, limit);
            }

            ref var last = ref _points[Index(_count - 1)];

            if (point.Last <= last.Last)
            {
                // Sent twice, or overtaken by a later one; the later one knows more.
                return 0;
            }

            _interval = point.Last - last.Last;
            LastTime = point.Last;

            if (isDelta)
            {
                point = Accumulate(last, point);
            }
            else if (point.Start > last.Last && last.Start != 0)
            {
                restarted = point.Start;
            }

            if (point.Start == last.Start && point.Value.Equals(last.Value) && point.Count == last.Count && last.Distribution is not QuantileDistribution)
            {
                last.Last = point.Last;
                return 0;
            }

            return Append(point, limit);
        }
    }

    public long AddExemplar(ExemplarRecord exemplar)
    {
        lock (_gate)
        {
            // A cumulative point repeats its exemplars.
            foreach (var known in _exemplars)
            {
                if (known.Time == exemplar.Time && known.SpanId == exemplar.SpanId && known.Value.Equals(exemplar.Value))
                {
                    return 0;
                }
            }

            _exemplars.Enqueue(exemplar);

            if (_exemplars.Count <= MaxExemplars)
            {
                return ExemplarCost;
            }

            _exemplars.Dequeue();
            return 0;
        }
    }

    /// <summary>Drops the oldest part of the points.</summary>
    /// <returns>How many bytes became free.</returns>
    public long DropOldest(int parts)
    {
        lock (_gate)
        {
            long freed = 0;

            for (var remaining = _count / parts; remaining > 0; remaining--)
            {
                freed += RemoveFirst();
            }

            return freed;
        }
    }

    /// <summary>What the series takes.</summary>
    public long GetCost()
    {
        lock (_gate)
        {
            long cost = BaseCost + (_exemplars.Count * ExemplarCost);

            for (var i = 0; i < _count; i++)
            {
                cost += _points[Index(i)].TotalCost;
            }

            return cost;
        }
    }

    /// <summary>The points from a time on, with the one before it.</summary>
    public MetricPoint[] GetPoints(ulong from, out ulong interval)
    {
        lock (_gate)
        {
            interval = _interval;
            var low = 0;
            var high = _count;

            while (low < high)
            {
                var middle = (low + high) / 2;

                if (_points[Index(middle)].Last < from)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            var start = Math.Max(0, low - 1);
            var points = new MetricPoint[_count - start];

            for (var i = 0; i < points.Length; i++)
            {
                points[i] = _points[Index(start + i)];
            }

            return points;
        }
    }

    public ExemplarRecord[] GetExemplars()
    {
        lock (_gate)
        {
            return [.. _exemplars];
        }
    }

    private static MetricPoint Accumulate(in MetricPoint last, MetricPoint point)
    {
        if (point.Distribution is not null && last.Distribution is not null)
        {
            if (point.Distribution.Plus(last.Distribution) is not { } sum)
            {
                // Other bounds than before: counting begins anew.
                return point;
            }

            point.Distribution = sum;
        }

        point.Start = last.Start;
        point.Value += last.Value;
        point.Count += last.Count;
        return point;
    }

    private int Index(int position) => (_first + position) % _points.Length;

    private long Append(in MetricPoint point, int limit)
    {
        long freed = 0;

        while (_count >= limit)
        {
            freed += RemoveFirst();
        }

        if (_count == _points.Length)
        {
            var larger = new MetricPoint[Math.Min(_points.Length * 2, Math.Max(limit, _count + 1))];

            for (var i = 0; i < _count; i++)
            {
                larger[i] = _points[Index(i)];
            }

            _points = larger;
            _first = 0;
        }

        _points[Index(_count++)] = point;
        return point.TotalCost - freed;
    }

    private int RemoveFirst()
    {
        ref var oldest = ref _points[_first];
        var cost = oldest.TotalCost;
        oldest = default;
        _first = (_first + 1) % _points.Length;
        _count--;
        return cost;
    }
}
