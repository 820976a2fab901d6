using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using OpenTelemetry.Proto.Metrics.V1;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class MetricReaderSpec
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_600);

    [Fact]
    public async Task A_gauge_is_drawn_as_it_was()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Sample.Gauge("size", [.. Enumerable.Range(1, 10).Select(i => Sample.Point(i * 10, i))])));

        var chart = Chart(dashboard, "size");

        chart.Lines.ShouldHaveSingleItem().Values.ShouldBe([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        chart.Unit.ShouldBe("By");
        chart.Times[^1].ShouldBe(Start.AddSeconds(10));
    }

    [Theory]
    [InlineData(AggregationTemporality.Cumulative)]
    [InlineData(AggregationTemporality.Delta)]
    public async Task A_counter_gives_total_and_rate_however_it_counts(AggregationTemporality temporality)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var isDelta = temporality == AggregationTemporality.Delta;

        for (var i = 1; i <= 10; i++)
        {
            await dashboard.SendAsync(Sample.Metrics(
                Sample.Resource("a"), Sample.Counter("requests", temporality, Sample.Point(isDelta ? 5 : 5 * i, i, since: isDelta ? i - 1 : 0))));
        }

        Chart(dashboard, "requests").Lines[0].Values[^1].ShouldBe(50);
        var rate = Chart(dashboard, "requests", MetricView.Rate);
        rate.Unit.ShouldBe("{request}/s");
        rate.Lines[0].Values.ShouldAllBe(value => Math.Abs(value!.Value - 5) < 0.001);
    }

    [Fact]
    public async Task A_counter_that_begins_anew_marks_a_restart_and_does_not_fall_below_zero()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Metrics(
            Sample.Resource("a"),
            Sample.Counter("requests", AggregationTemporality.Cumulative, Sample.Point(100, 2), Sample.Point(200, 3), Sample.Point(6, 8, since: 5), Sample.Point(9, 9, since: 5))));

        Chart(dashboard, "requests", MetricView.Rate).Lines[0].Values.ShouldAllBe(value => value == null || value >= 0);
        var restart = dashboard.Resources.GetRestarts().ShouldHaveSingleItem();
        (restart.Text, restart.Time).ShouldBe(("a restarted", Start.AddSeconds(5)));
    }

    [Fact]
    public async Task Quantiles_come_from_what_was_measured_in_each_step()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        // 100 measurements a second: 90 within 0–10, 10 within 10–20; later, all within 20–30.
        for (var i = 1; i <= 10; i++)
        {
            await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Histogram(i, i <= 5
                ? [(ulong)(90 * i), (ulong)(10 * i), 0, 0]
                : [450, 50, (ulong)(100 * (i - 5)), 0])));
        }

        var chart = Chart(dashboard, "latency");

        chart.Lines.Select(line => line.Name).ShouldBe(["P50", "P90", "P99"]);
        chart.Lines[0].Values[3]!.Value.ShouldBe(10 * 50 / 90.0, tolerance: 0.001);
        chart.Lines[1].Values[3]!.Value.ShouldBe(10, tolerance: 0.001);
        chart.Lines[2].Values[3]!.Value.ShouldBe(19, tolerance: 0.001);
        chart.Lines[0].Values[8]!.Value.ShouldBe(25, tolerance: 0.001);
        Chart(dashboard, "latency", MetricView.Rate).Lines[0].Values[4]!.Value.ShouldBe(100, tolerance: 0.001);
    }

    [Theory]
    [InlineData(AggregationTemporality.Cumulative)]
    [InlineData(AggregationTemporality.Delta)]
    public async Task Exponential_histograms_of_different_scales_give_quantiles(AggregationTemporality temporality)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        // Scale 0: bucket i is 2^i to 2^(i+1). Scale 1 has each of them in two halves.
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Exponential(temporality, 9, 1, 4, [50, 50])));
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Exponential(temporality, 10, 0, 2, temporality == AggregationTemporality.Delta ? [100] : [200])));

        var value = Chart(dashboard, "sizes").Lines[0].Values[^1].ShouldNotBeNull();

        value.ShouldBe(6, tolerance: 0.001);
    }

    [Fact]
    public async Task Summaries_show_the_quantiles_of_their_sender()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), new Metric
        {
            Name = "old",
            Summary = new Summary
            {
                DataPoints =
                {
                    new SummaryDataPoint
                    {
                        TimeUnixNano = Sample.Start + (10 * Sample.Second), Count = 10, Sum = 20,
                        QuantileValues = { new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.5, Value = 3 }, new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.99, Value = 9 } },
                    },
                },
            },
        }));

        var lines = Chart(dashboard, "old").Lines;

        lines[0].Values[^1]!.Value.ShouldBe(3, tolerance: 0.001);
        lines[2].Values[^1]!.Value.ShouldBe(9, tolerance: 0.001);
    }

    [Fact]
    public async Task Dimensions_filter_and_split()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Sample.Gauge(
            "size", Sample.Point(1, 10, attributes: ("disk", "c")), Sample.Point(2, 10, attributes: ("disk", "d")), Sample.Point(4, 10))));

        var chart = Chart(dashboard, "size");
        chart.Lines[0].Values[^1].ShouldBe(7);
        var dimension = chart.Dimensions.ShouldHaveSingleItem();
        dimension.Name.ShouldBe("disk");
        dimension.Values.ShouldBe([null, "c", "d"]);

        Query(dashboard, new MetricQuery { Resource = new("a"), Meter = "Sample.Meter", Name = "size", Dimensions = new Dictionary<string, IReadOnlyCollection<string?>> { ["disk"] = ["c", null] } })
            .Lines[0].Values[^1].ShouldBe(5);
        Query(dashboard, new MetricQuery { Resource = new("a"), Meter = "Sample.Meter", Name = "size", SplitBy = "disk" })
            .Lines.Select(line => (line.Name, line.Values[^1])).ShouldBe([("By", 4), ("c", 1), ("d", 2)]);
    }

    [Fact]
    public async Task Exemplars_lead_to_their_traces()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var histogram = Histogram(5, [1, 0, 0, 0]);
        histogram.Histogram.DataPoints[0].Exemplars.Add(new Exemplar
        {
            TimeUnixNano = Sample.Start + (4 * Sample.Second),
            AsDouble = 7,
            TraceId = Sample.TraceId(1),
            SpanId = Sample.SpanId(2),
        });
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), histogram));
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), histogram));

        var exemplar = Chart(dashboard, "latency").Exemplars.ShouldHaveSingleItem();

        (exemplar.Value, exemplar.TraceId, exemplar.SpanId).ShouldBe((7, new TraceId(0, 1), new SpanId(2)));
    }

    private static MetricChart Chart(TestDashboard dashboard, string name, MetricView view = MetricView.Value) =>
        Query(dashboard, new MetricQuery { Resource = new("a"), Meter = "Sample.Meter", Name = name, View = view });

    private static MetricChart Query(TestDashboard dashboard, MetricQuery query) => dashboard.Metrics
        .GetChart(query with { To = Start.AddSeconds(10), Duration = TimeSpan.FromSeconds(10), StepCount = 10 }).ShouldNotBeNull();

    private static Metric Histogram(int at, ulong[] counts) => new()
    {
        Name = "latency",
        Unit = "ms",
        Histogram = new Histogram
        {
            AggregationTemporality = AggregationTemporality.Cumulative,
            DataPoints =
            {
                new HistogramDataPoint
                {
                    StartTimeUnixNano = Sample.Start, TimeUnixNano = Sample.Start + ((ulong)at * Sample.Second),
                    Count = counts.Aggregate((left, right) => left + right), Sum = at, BucketCounts = { counts }, ExplicitBounds = { 10, 20, 30 },
                },
            },
        },
    };

    private static Metric Exponential(AggregationTemporality temporality, int at, int scale, int offset, ulong[] counts) => new()
    {
        Name = "sizes",
        ExponentialHistogram = new ExponentialHistogram
        {
            AggregationTemporality = temporality,
            DataPoints =
            {
                new ExponentialHistogramDataPoint
                {
                    StartTimeUnixNano = Sample.Start, TimeUnixNano = Sample.Start + ((ulong)at * Sample.Second), Scale = scale,
                    Count = counts.Aggregate((left, right) => left + right), Sum = at,
                    Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = offset, BucketCounts = { counts } },
                },
            },
        },
    };
}
