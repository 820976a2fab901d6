using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Keeps the latest points of every time series, within a number for each and a size for all.</summary>
internal sealed class MetricStore(DashboardSettings settings, ResourceCatalog resources, TelemetryFeed feed)
{
    // At the size limit, a tenth of every series goes at a time.
    private const int Parts = 10;
    private const int InstrumentCost = 512;

    private readonly TelemetryLimitSettings _limits = settings.TelemetryLimits;
    private readonly Lock _gate = new();
    private readonly Dictionary<(ResourceEntry Resource, string Meter, string Name), Instrument> _instruments = [];
    private long _bytes;

    /// <summary>What the points take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The instrument that a point belongs to, made known if it is new. A changed kind or unit begins it anew.</summary>
    public Instrument Resolve(ResourceEntry resource, ScopeEntry scope, InstrumentSummary summary)
    {
        lock (_gate)
        {
            var key = (resource, summary.Meter, summary.Name);

            if (_instruments.TryGetValue(key, out var instrument) && instrument.Summary.Kind == summary.Kind && instrument.Summary.Unit == summary.Unit)
            {
                return instrument;
            }

            if (instrument is not null)
            {
                Forget(instrument);
            }

            _instruments[key] = instrument = new Instrument(resource, summary, scope);
            Interlocked.Add(ref _bytes, InstrumentCost);
            return instrument;
        }
    }

    /// <summary>Adds a point to the time series of its attributes.</summary>
    public MetricSeries Add(Instrument instrument, IReadOnlyList<AttributeValue> attributes, MetricPoint point, bool isDelta)
    {
        var key = KeyOf(attributes);

        if (!instrument.Series.TryGetValue(key, out var series))
        {
            var created = new MetricSeries(attributes);
            series = instrument.Series.GetOrAdd(key, created);

            if (series == created)
            {
                Interlocked.Add(ref _bytes, created.BaseCost);
            }
        }

        Interlocked.Add(ref _bytes, series.Add(point, isDelta, _limits.MaxMetricsCount, out var restarted));

        if (restarted is { } start && instrument.Summary.Kind is (InstrumentKind.Counter or InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram))
        {
            resources.MarkRestart(instrument.Resource.Name, instrument.Resource.InstanceId, UnixTime.ToDateTime(start));
        }

        return series;
    }

    public void AddExemplar(MetricSeries series, ExemplarRecord exemplar) => Interlocked.Add(ref _bytes, series.AddExemplar(exemplar));

    /// <summary>To be called after a request: makes room if there is too much, and tells the watchers.</summary>
    public void Complete()
    {
        if (Bytes > _limits.MaxMetricsBytes)
        {
            lock (_gate)
            {
                MakeRoom();
            }
        }

        feed.Changed(TelemetryKind.Metrics);
    }

    /// <summary>The instruments of the selected resources.</summary>
    public IReadOnlyList<Instrument> GetInstruments(ResourceSelection? selection)
    {
        lock (_gate)
        {
            return [.. _instruments.Values.Where(instrument => instrument.Resource.IsSelectedBy(selection))];
        }
    }

    /// <summary>Forgets a resource's metrics; all metrics for null.</summary>
    public void Clear(ResourceSelection? selection)
    {
        lock (_gate)
        {
            foreach (var (key, instrument) in _instruments.Where(entry => entry.Key.Resource.IsSelectedBy(selection)).ToList())
            {
                Forget(instrument);
                _instruments.Remove(key);
            }
        }

        feed.Changed(TelemetryKind.Metrics);
    }

    private void MakeRoom()
    {
        while (Bytes > _limits.MaxMetricsBytes)
        {
            long freed = 0;

            foreach (var instrument in _instruments.Values)
            {
                foreach (var series in instrument.Series.Values)
                {
                    freed += series.DropOldest(Parts);
                }
            }

            Interlocked.Add(ref _bytes, -freed);

            // Nothing left to shorten: there are too many series, and those go that have not been sent for the longest.
            if (freed == 0 && !DropStalest())
            {
                return;
            }
        }
    }

    private bool DropStalest()
    {
        var stalest = _instruments.Values
            .SelectMany(instrument => instrument.Series.Select(series => (Instrument: instrument, Series: series)))
            .OrderBy(entry => entry.Series.Value.LastTime)
            .ToList();

        foreach (var (instrument, series) in stalest.Take((stalest.Count / Parts) + 1))
        {
            if (instrument.Series.TryRemove(series))
            {
                Interlocked.Add(ref _bytes, -series.Value.GetCost());
            }
        }

        foreach (var (key, instrument) in _instruments.Where(entry => entry.Value.Series.IsEmpty).ToList())
        {
            Forget(instrument);
            _instruments.Remove(key);
        }

        return stalest.Count > 0;
    }

    private void Forget(Instrument instrument)
    {
        Interlocked.Add(ref _bytes, -InstrumentCost);

        foreach (var series in instrument.Series.ToArray())
        {
            if (instrument.Series.TryRemove(series))
            {
                Interlocked.Add(ref _bytes, -series.Value.GetCost());
            }
        }
    }

    private static string KeyOf(IReadOnlyList<AttributeValue> attributes) => attributes.Count switch
    {
        0 => "",
        1 => $"{attributes[0].Name}\0{attributes[0].Value}",
        _ => string.Join('\0', attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => $"{attribute.Name}\0{attribute.Value}")),
    };
}
