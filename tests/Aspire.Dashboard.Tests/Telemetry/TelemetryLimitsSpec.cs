using System.Net;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class TelemetryLimitsSpec
{
    [Fact]
    public async Task The_oldest_traces_and_records_make_room()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:TelemetryLimits:MaxTraceCount", "3"), ("Dashboard:TelemetryLimits:MaxLogCount", "2"));
        await dashboard.SendAsync(Sample.Traces("a", Enumerable.Range(1, 5).Select(i => Sample.Span(i, i, name: $"{i}", from: i))));
        await dashboard.SendAsync(Sample.Logs("a", Enumerable.Range(1, 5).Select(i => Sample.Log($"{i}", at: i))));

        dashboard.Traces.GetTraces(new TraceQuery()).Items.Select(trace => trace.Name).ShouldBe(["5", "4", "3"]);
        dashboard.Logs.GetLogs(new LogQuery()).Items.Select(entry => entry.Message).ShouldBe(["5", "4"]);
    }

    [Fact]
    public async Task Size_is_bounded_even_where_the_count_is_not()
    {
        await using var dashboard = await TestDashboard.StartAsync(
            ("Dashboard:TelemetryLimits:MaxTraceBytes", "262144"), ("Dashboard:TelemetryLimits:MaxLogBytes", "262144"));

        for (var i = 1; i <= 50; i++)
        {
            await dashboard.SendAsync(Sample.Traces("a", Sample.Span(i, i, name: $"{i}", from: i, attributes: ("padding", new string('x', 20_000)))));
            await dashboard.SendAsync(Sample.Logs("a", Sample.Log($"{i}", at: i, attributes: ("padding", new string('x', 20_000)))));
        }

        var traces = dashboard.Traces.GetTraces(new TraceQuery());
        traces.TotalCount.ShouldBeInRange(5, 13);
        traces.Items[0].Name.ShouldBe("50");
        dashboard.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBeInRange(5, 13);
    }

    [Fact]
    public async Task A_trace_without_end_is_refused_from_its_limit_on()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:TelemetryLimits:MaxSpanCountPerTrace", "10"));

        using var response = await dashboard.PostAsync(Sample.Traces("a", Enumerable.Range(1, 15).Select(i => Sample.Span(1, i))));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        answer.PartialSuccess.RejectedSpans.ShouldBe(5);
        answer.PartialSuccess.ErrorMessage.ShouldContain("MaxSpanCountPerTrace");
    }

    [Fact]
    public async Task Attributes_and_events_are_kept_up_to_their_number_and_length()
    {
        await using var dashboard = await TestDashboard.StartAsync(
            ("Dashboard:TelemetryLimits:MaxAttributeCount", "2"), ("Dashboard:TelemetryLimits:MaxAttributeLength", "5"), ("Dashboard:TelemetryLimits:MaxSpanEventCount", "1"));
        var span = Sample.Span(1, 1, attributes: [("a", "123456789"), ("b", "ab😀cdef"), ("c", "third")]);

        for (var i = 0; i < 3; i++)
        {
            span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = $"{i}", Attributes = { Sample.Attribute("e", "123456789") } });
        }

        await dashboard.SendAsync(Sample.Traces("a", span));

        var kept = dashboard.Traces.GetTrace(new TraceId(0, 1)).ShouldNotBeNull().Spans[0];
        kept.Attributes.ShouldBe([new AttributeValue("a", "12345"), new AttributeValue("b", "ab😀c")]);
        kept.Events.ShouldHaveSingleItem().Attributes.ShouldBe([new AttributeValue("e", "12345")]);
    }

    [Fact]
    public async Task Points_of_a_series_and_series_of_all_are_bounded()
    {
        await using var dashboard = await TestDashboard.StartAsync(
            ("Dashboard:TelemetryLimits:MaxMetricsCount", "10"), ("Dashboard:TelemetryLimits:MaxMetricsBytes", "131072"));
        await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Sample.Gauge("long", Enumerable.Range(1, 50).Select(i => Sample.Point(i, i)))));

        var chart = dashboard.Metrics.GetChart(new MetricQuery
        {
            Resource = new("a"),
            Meter = "Sample.Meter",
            Name = "long",
            To = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_650),
            Duration = TimeSpan.FromSeconds(50),
            StepCount = 50,
        }).ShouldNotBeNull();
        chart.Lines[0].Values.Count(value => value is not null).ShouldBe(10);

        // A dimension of which every value is new.
        for (var batch = 0; batch < 20; batch++)
        {
            await dashboard.SendAsync(Sample.Metrics(Sample.Resource("a"), Sample.Gauge(
                "wide", Enumerable.Range(0, 100).Select(i => Sample.Point(1, 60 + batch, attributes: ("request", $"{batch}/{i}"))))));
        }

        dashboard.Metrics.GetChart(new MetricQuery { Resource = new("a"), Meter = "Sample.Meter", Name = "wide" }).ShouldNotBeNull()
            .Dimensions[0].Values.Count.ShouldBeInRange(50, 300);
    }

    [Fact]
    public async Task Resources_are_bounded_and_the_longest_unheard_goes_first()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:TelemetryLimits:MaxResourceCount", "3"));

        for (var i = 1; i <= 5; i++)
        {
            await dashboard.SendAsync(Sample.Traces($"service-{i}", Sample.Span(i, i)));
        }

        dashboard.Resources.GetResources().Select(resource => resource.Name).ShouldBe(["service-3", "service-4", "service-5"]);
    }

    [Fact]
    public async Task Readers_and_writers_do_not_disturb_each_other()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:TelemetryLimits:MaxTraceCount", "200"));
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (var trace in dashboard.Traces.GetTraces(new TraceQuery { Take = 50 }).Items)
                {
                    // Every trace is written by one request of ten spans, so no reader may ever see a part of it.
                    trace.SpanCount.ShouldBe(10);
                }

                dashboard.Traces.GetServiceMap();
            }
        }, TestContext.Current.CancellationToken);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                var trace = (writer * 1_000) + i + 1;
                await dashboard.SendAsync(Sample.Traces($"writer-{writer}", Enumerable.Range(1, 10).Select(span => Sample.Span(trace, span))));

                if (i % 25 == 0)
                {
                    dashboard.Session.Clear(TelemetryKind.Traces, new ResourceSelection($"writer-{(writer + 1) % 4}"));
                }
            }
        })));
        await stop.CancelAsync();
        await reading;
    }
}
