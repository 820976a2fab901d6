using System.Globalization;
using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Telemetry.Metrics;

/// <summary>Answers questions about metrics from copies of the points asked for.</summary>
internal sealed class MetricReader(MetricStore store, ResourceCatalog resources, TimeProvider time) : IMetricReader
{
    public IReadOnlyList<InstrumentSummary> GetInstruments(ResourceSelection resource) =>
    [
        .. store.GetInstruments(resource)
            .Select(instrument => instrument.Summary)
            .DistinctBy(summary => (summary.Meter, summary.Name))
            .OrderBy(summary => summary.Meter, StringComparer.OrdinalIgnoreCase)
            .ThenBy(summary => summary.Name, StringComparer.OrdinalIgnoreCase),
    ];

    public MetricChart? GetChart(MetricQuery query)
    {
        var instruments = store.GetInstruments(query.Resource)
            .Where(instrument => instrument.Summary.Meter == query.Meter && instrument.Summary.Name == query.Name)
            .ToList();

        if (instruments.Count == 0)
        {
            return null;
        }

        var steps = Math.Clamp(query.StepCount, 1, 1_000);
        var to = UnixTime.FromDateTime(query.To ?? time.GetUtcNow());
        var step = Math.Max(1, (ulong)query.Duration.Ticks * 100 / (ulong)steps);
        var from = to > step * (ulong)steps ? to - (step * (ulong)steps) : 0;
        var times = Enumerable.Range(1, steps).Select(i => from + (step * (ulong)i)).ToArray();

        // Quantiles of the first steps reach back beyond the chart's beginning.
        var all = instruments.SelectMany(instrument => instrument.Series.Values).ToList();
        var windows = all.Where(series => Passes(series, query.Dimensions)).Select(series => new SeriesWindow(series, from)).ToList();
        var summary = instruments[0].Summary;
        var lines = new List<MetricLine>();

        foreach (var group in windows.GroupBy(window => query.SplitBy is null ? "" : Find(window.Series, query.SplitBy) ?? "").OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase))
        {
            lines.AddRange(Draw(summary, query, group.Key, [.. group], times, step));
        }

        if (lines.Count == 0)
        {
            lines.AddRange(Draw(summary, query, "", [], times, step));
        }

        var start = UnixTime.ToDateTime(from);
        var end = UnixTime.ToDateTime(to);

        return new MetricChart
        {
            Instrument = summary,
            Times = [.. times.Select(UnixTime.ToDateTime)],
            Lines = lines,
            Unit = UnitOf(summary, query.View),
            Dimensions = GetDimensions(all),
            Exemplars =
            [
                .. windows.SelectMany(window => window.Series.GetExemplars())
                    .Where(exemplar => exemplar.Time >= from && exemplar.Time <= to)
                    .OrderBy(exemplar => exemplar.Time)
                    .Select(exemplar => new MetricExemplar(
                        UnixTime.ToDateTime(exemplar.Time), exemplar.Value, exemplar.TraceId, exemplar.SpanId, exemplar.Attributes)),
            ],
            Restarts = resources.GetRestarts(query.Resource, start, end),
            HasOverflow = instruments.Exists(instrument => instrument.HasOverflow),
        };
    }

    private static List<MetricLine> Draw(
        InstrumentSummary summary, MetricQuery query, string name, List<SeriesWindow> windows, ulong[] times, ulong step)
    {
        var isDistribution = summary.Kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram or InstrumentKind.Summary;

        if (isDistribution && query.View == MetricView.Value)
        {
            return DrawQuantiles(query, name, windows, times, step);
        }

        var title = name.Length > 0 ? name : UnitOf(summary, query.View) is { Length: > 0 } unit ? unit : summary.Name;
        var isCount = isDistribution || (summary.Kind == InstrumentKind.Counter && query.View != MetricView.Value);
        var seconds = step / 1e9;
        Func<MetricPoint, double> read = isDistribution ? point => point.Count : point => point.Value;

        return
        [
            new MetricLine(title, null,
            [
                .. times.Select(at => !isCount
                    ? Sum(windows, at)
                    : IsKnown(windows, at, step)
                        ? windows.Sum(window => window.Growth(at - step, at, read)) / (query.View == MetricView.Rate ? seconds : 1)
                        : (double?)null),
            ]),
        ];
    }

    private static List<MetricLine> DrawQuantiles(MetricQuery query, string name, List<SeriesWindow> windows, ulong[] times, ulong step)
    {
        var buckets = times.Select(at =>
        {
            var list = new List<Bucket>();

            foreach (var window in windows)
            {
                // A step shorter than the time between two points would hold all of a point or nothing.
                var length = Math.Max(step, window.Interval);
                window.GrowthOfDistribution(at > length ? at - length : 0, at)?.CopyTo(list);
            }

            return list;
        }).ToList();

        return
        [
            .. query.Quantiles.Select(quantile =>
            {
                var title = string.Create(CultureInfo.InvariantCulture, $"P{quantile * 100:0.##}");
                return new MetricLine(
                    name.Length > 0 ? $"{name} {title}" : title, quantile, [.. buckets.Select(list => Quantile.Estimate(list, quantile))]);
            }),
        ];
    }

    private static double? Sum(List<SeriesWindow> windows, ulong at)
    {
        double? sum = null;

        foreach (var window in windows)
        {
            if (window.At(at) is { } point)
            {
                sum = (sum ?? 0) + point.Value;
            }
        }

        return sum;
    }

    private static bool IsKnown(List<SeriesWindow> windows, ulong at, ulong step) =>
        windows.Exists(window => window.At(at) is not null || window.At(at - step) is not null);

    private static bool Passes(MetricSeries series, IReadOnlyDictionary<string, IReadOnlyCollection<string?>> dimensions) =>
        dimensions.All(dimension => dimension.Value.Contains(Find(series, dimension.Key)));

    private static string? Find(MetricSeries series, string name)
    {
        foreach (var attribute in series.Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    private static List<MetricDimension> GetDimensions(List<MetricSeries> series) =>
    [
        .. series.SelectMany(one => one.Attributes.Select(attribute => attribute.Name)).Distinct().Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new MetricDimension(
                name, [.. series.Select(one => Find(one, name)).Distinct().Order(StringComparer.OrdinalIgnoreCase)])),
    ];

    private static string UnitOf(InstrumentSummary summary, MetricView view)
    {
        var isDistribution = summary.Kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram or InstrumentKind.Summary;
        var unit = isDistribution && view != MetricView.Value ? "{measurement}" : summary.Unit;
        var isRate = view == MetricView.Rate && (isDistribution || summary.Kind == InstrumentKind.Counter);
        return isRate ? $"{unit}/s" : unit;
    }
}
