using System.IO.Compression;
using System.Text;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using OpenTelemetry.Proto.Metrics.V1;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class TelemetrySessionSpec
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_goes_to_a_colleague_and_looks_the_same_there()
    {
        await using var mine = await TestDashboard.StartAsync();
        await using var theirs = await TestDashboard.StartAsync();
        var span = Sample.Span(1, 1, name: "größe", to: 5, attributes: [("list", new object[] { 1, "x" }), ("bytes", new byte[] { 1, 2 }), ("nan", double.NaN)]).Failed("why");
        span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = "event", TimeUnixNano = Sample.Start });
        span.Links.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Link { TraceId = Sample.TraceId(9), SpanId = Sample.SpanId(9) });
        await mine.SendAsync(Sample.Traces(Sample.Resource("a", "i"), span, Sample.Span(1, 2, parent: 1)));
        await mine.SendAsync(Sample.Logs("a", Sample.Log("hello {X}", attributes: [("X", 1), ("{OriginalFormat}", "hello {X}")])));
        await mine.SendAsync(Sample.Metrics(
            Sample.Resource("a"),
            Sample.Gauge("size", Sample.Point(4, 1), Sample.Point(4, 2), Sample.Point(5, 3)),
            Sample.Counter("requests", AggregationTemporality.Delta, Sample.Point(1, 1), Sample.Point(2, 2, since: 1))));
        using var file = new MemoryStream();

        await mine.Session.ExportAsync(file, TelemetryKind.All, Cancellation);
        file.Position = 0;
        var result = await theirs.Session.ImportAsync(file, Cancellation);

        (result.Spans, result.LogRecords).ShouldBe((2, 1));
        result.MetricPoints.ShouldBeGreaterThanOrEqualTo(5);
        var before = mine.Traces.GetTrace(new TraceId(0, 1)).ShouldNotBeNull();
        var after = theirs.Traces.GetTrace(new TraceId(0, 1)).ShouldNotBeNull();
        after.Spans.Select(kept => (kept.Name, kept.SpanId, kept.ParentSpanId, kept.Start, kept.Duration, kept.Status, kept.StatusMessage, kept.Resource.InstanceId, kept.Scope))
            .ShouldBe(before.Spans.Select(kept => (kept.Name, kept.SpanId, kept.ParentSpanId, kept.Start, kept.Duration, kept.Status, kept.StatusMessage, kept.Resource.InstanceId, kept.Scope)));
        after.Spans[0].Attributes.ShouldBe(before.Spans[0].Attributes);
        after.Spans[0].Events.Count.ShouldBe(1);
        after.Spans[0].Links.Count.ShouldBe(1);
        theirs.Logs.GetLogs(new LogQuery()).Items.ShouldHaveSingleItem().Message.ShouldBe("hello 1");

        foreach (var name in new[] { "size", "requests" })
        {
            var query = new MetricQuery
            {
                Resource = new("a"),
                Meter = "Sample.Meter",
                Name = name,
                To = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_603),
                Duration = TimeSpan.FromSeconds(3),
                StepCount = 3,
            };
            theirs.Metrics.GetChart(query).ShouldNotBeNull().Lines[0].Values.ShouldBe(mine.Metrics.GetChart(query).ShouldNotBeNull().Lines[0].Values);
        }
    }

    [Fact]
    public async Task An_export_holds_only_the_asked_kinds_as_otlp_json()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));
        using var file = new MemoryStream();

        await dashboard.Session.ExportAsync(file, TelemetryKind.Traces, Cancellation);

        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        var entry = archive.Entries.ShouldHaveSingleItem();
        entry.FullName.ShouldBe("traces.json");
        using var reader = new StreamReader(entry.Open());
        var text = await reader.ReadToEndAsync(Cancellation);
        text.ShouldStartWith("""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]}""");
        text.ShouldContain("\"traceId\":\"00000000000000000000000000000001\"");
        text.ShouldContain("\"startTimeUnixNano\":\"1767225600000000000\"");
    }

    [Fact]
    public async Task Files_of_the_collector_with_one_request_a_line_are_read()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        const string Line = """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"x"}}]}]}]}""";
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"{Line}\n{Line}\n"));

        (await dashboard.Session.ImportAsync(file, Cancellation)).ShouldBe(new ImportResult(0, 2, 0));
        dashboard.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"resourceSpans\":[")]
    public async Task Anything_else_is_refused_by_a_message(string text)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));

        (await Should.ThrowAsync<InvalidDataException>(() => dashboard.Session.ImportAsync(file, Cancellation))).Message.ShouldContain("OTLP JSON");
    }

    [Fact]
    public async Task Clearing_forgets_one_resource_or_all()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));
        await dashboard.SendAsync(Sample.Traces("b", Sample.Span(2, 2)));
        await dashboard.SendAsync(Sample.Logs("a", Sample.Log("x")));

        dashboard.Session.Clear(TelemetryKind.Traces, new ResourceSelection("a"));
        dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem().Resource.Name.ShouldBe("b");
        dashboard.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBe(1);

        dashboard.Session.Clear();
        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBe(0);
        dashboard.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBe(0);
        dashboard.Resources.GetResources().ShouldBeEmpty();
    }
}
