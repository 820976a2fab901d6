using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using OpenTelemetry.Proto.Trace.V1;
using Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class TraceReaderSpec
{
    private static readonly TraceId First = new(0, 1);

    [Fact]
    public async Task A_trace_across_services_is_one_line_of_the_list()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("order", Sample.Span(1, 3, parent: 2, name: "POST /orders", from: 2, to: 8).OfKind(Kind.Server).Failed()));
        await dashboard.SendAsync(Sample.Traces(
            "frontend",
            Sample.Span(1, 1, name: "GET /", from: 0, to: 10).OfKind(Kind.Server),
            Sample.Span(1, 2, parent: 1, name: "POST", from: 1, to: 9).OfKind(Kind.Client)));

        var trace = dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem();

        trace.Name.ShouldBe("GET /");
        trace.Resource.Name.ShouldBe("frontend");
        trace.Duration.ShouldBe(TimeSpan.FromMilliseconds(10));
        (trace.SpanCount, trace.ErrorCount, trace.HasRoot).ShouldBe((3, 1, true));
        trace.Resources.Select(part => (part.Resource.Name, part.SpanCount, part.ErrorCount)).ShouldBe([("frontend", 2, 0), ("order", 1, 1)]);
    }

    [Fact]
    public async Task The_waterfall_has_parents_before_children_and_children_by_start()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces(
            "a",
            Sample.Span(1, 4, parent: 3, name: "grandchild", from: 3, to: 4),
            Sample.Span(1, 3, parent: 1, name: "second", from: 2, to: 5),
            Sample.Span(1, 2, parent: 1, name: "first", from: 1, to: 2),
            Sample.Span(1, 1, name: "root", from: 0, to: 6),
            Sample.Span(1, 9, parent: 8, name: "orphan", from: 1.5, to: 2)));

        var trace = dashboard.Traces.GetTrace(First).ShouldNotBeNull();

        trace.Spans.Select(span => (span.Name, span.Depth, span.DescendantCount))
            .ShouldBe([("root", 0, 3), ("first", 1, 0), ("second", 1, 1), ("grandchild", 2, 0), ("orphan", 0, 0)]);
        trace.Spans[3].Offset.ShouldBe(TimeSpan.FromMilliseconds(3));
    }

    [Fact]
    public async Task Spans_that_are_each_others_ancestors_are_all_shown()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1, parent: 2), Sample.Span(1, 2, parent: 1), Sample.Span(1, 3, parent: 3)));

        dashboard.Traces.GetTrace(First).ShouldNotBeNull().Spans.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_trace_nested_ten_thousand_deep_is_shown()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Enumerable.Range(1, 10_000).Select(i => Sample.Span(1, i, parent: i - 1))));

        var spans = dashboard.Traces.GetTrace(First).ShouldNotBeNull().Spans;

        spans[^1].Depth.ShouldBe(9_999);
        spans[0].DescendantCount.ShouldBe(9_999);
    }

    [Fact]
    public async Task A_span_sent_twice_is_shown_once()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));

        dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem().SpanCount.ShouldBe(1);
        dashboard.Traces.GetTrace(First).ShouldNotBeNull().Spans.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Span_details_have_events_and_links_in_both_directions()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var linking = Sample.Span(2, 5);
        linking.Links.Add(new Span.Types.Link { TraceId = Sample.TraceId(1), SpanId = Sample.SpanId(1), Attributes = { Sample.Attribute("why", "batch") } });
        linking.Events.Add(new Span.Types.Event { Name = "later", TimeUnixNano = Sample.Start + Sample.Second });
        linking.Events.Add(new Span.Types.Event { Name = "sooner", TimeUnixNano = Sample.Start, Attributes = { Sample.Attribute("n", 1) } });
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1), linking));

        var from = dashboard.Traces.GetTrace(new TraceId(0, 2)).ShouldNotBeNull().Spans[0];
        var to = dashboard.Traces.GetTrace(First).ShouldNotBeNull().Spans[0];

        from.Events.Select(happened => happened.Name).ShouldBe(["sooner", "later"]);
        from.Links.ShouldHaveSingleItem().IsBackLink.ShouldBeFalse();
        from.Links[0].Attributes.ShouldBe([new AttributeValue("why", "batch")]);
        var back = to.Links.ShouldHaveSingleItem();
        (back.IsBackLink, back.TraceId, back.SpanId).ShouldBe((true, new TraceId(0, 2), new SpanId(5)));
    }

    [Fact]
    public async Task Filters_must_all_hold_for_one_and_the_same_span()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces(
            "a",
            Sample.Span(1, 1, name: "both", to: 100, attributes: [("http.route", "/a"), ("status", 500)]),
            Sample.Span(2, 2, name: "apart", attributes: ("http.route", "/a")),
            Sample.Span(2, 3, parent: 2, attributes: ("status", 503))));

        Names(new TelemetryFilter("http.route", FilterCondition.Equals, "/A")).ShouldBe(["apart", "both"], ignoreOrder: true);
        Names(new TelemetryFilter("http.route", FilterCondition.Equals, "/a"), new TelemetryFilter("status", FilterCondition.GreaterThanOrEqual, "500")).ShouldBe(["both"]);
        Names(new TelemetryFilter("status", FilterCondition.GreaterThan, "500")).ShouldBe(["apart"]);
        Names(new TelemetryFilter(FilterFields.SpanDuration, FilterCondition.GreaterThan, "50")).ShouldBe(["both"]);
        Names(new TelemetryFilter("service.name", FilterCondition.Equals, "a")).Count().ShouldBe(2);
        Names(new TelemetryFilter("nowhere", FilterCondition.Exists, "")).ShouldBeEmpty();

        IEnumerable<string> Names(params TelemetryFilter[] filters) =>
            dashboard.Traces.GetTraces(new TraceQuery { Filters = filters }).Items.Select(trace => trace.Name);
    }

    [Fact]
    public async Task The_list_is_restricted_by_resource_text_error_and_duration()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces(Sample.Resource("a", "one"), Sample.Span(1, 1, name: "slow", to: 200)));
        await dashboard.SendAsync(Sample.Traces(Sample.Resource("a", "two"), Sample.Span(2, 2, name: "broken").Failed()));
        await dashboard.SendAsync(Sample.Traces("b", Sample.Span(3, 3, name: "other")));

        Names(new TraceQuery { Resource = new ResourceSelection("A") }).ShouldBe(["broken", "slow"]);
        Names(new TraceQuery { Resource = new ResourceSelection("a", "two") }).ShouldBe(["broken"]);
        Names(new TraceQuery { HasError = true }).ShouldBe(["broken"]);
        Names(new TraceQuery { HasError = false }).ShouldBe(["other", "slow"]);
        Names(new TraceQuery { MinimumDuration = TimeSpan.FromMilliseconds(100) }).ShouldBe(["slow"]);
        Names(new TraceQuery { Text = "OTH" }).ShouldBe(["other"]);
        Names(new TraceQuery { Order = TraceOrder.Longest })[0].ShouldBe("slow");
        dashboard.Resources.GetResources().Select(resource => resource.DisplayName).ShouldBe(["a-one", "a-two", "b"]);

        string[] Names(TraceQuery query) => [.. dashboard.Traces.GetTraces(query).Items.Select(trace => trace.Name)];
    }

    [Fact]
    public async Task Pages_of_one_version_fit_together_whatever_comes_in_between()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces("a", Enumerable.Range(1, 10).Select(i => Sample.Span(i, i, name: $"{i}", from: i, to: i + 1))));

        var first = dashboard.Traces.GetTraces(new TraceQuery { Take = 4 });
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(11, 11, name: "new", from: 100, to: 101)));
        var second = dashboard.Traces.GetTraces(new TraceQuery { Skip = 4, Take = 4, AsOf = first.Version });

        first.Items.Select(trace => trace.Name).ShouldBe(["10", "9", "8", "7"]);
        second.Items.Select(trace => trace.Name).ShouldBe(["6", "5", "4", "3"]);
        second.TotalCount.ShouldBe(10);
    }

    [Fact]
    public async Task Peers_that_send_nothing_are_named_by_what_their_callers_say()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces(
            "order",
            Sample.Span(1, 1, name: "root").OfKind(Kind.Server),
            Sample.Span(1, 2, parent: 1, attributes: [("db.system.name", "postgresql"), ("db.namespace", "orderdb")]).OfKind(Kind.Client),
            Sample.Span(1, 3, parent: 1, attributes: [("server.address", "api.example"), ("server.port", 443), ("http.request.method", "GET")]).OfKind(Kind.Client),
            Sample.Span(1, 4, parent: 1, attributes: [("peer.service", "mailer")]).OfKind(Kind.Producer),
            Sample.Span(1, 5, parent: 1, attributes: [("server.address", "auth"), ("server.port", 80)]).OfKind(Kind.Client)));
        await dashboard.SendAsync(Sample.Traces("auth", Sample.Span(1, 6, parent: 5).OfKind(Kind.Server)));

        var trace = dashboard.Traces.GetTrace(First).ShouldNotBeNull();

        trace.Spans.Select(span => span.UninstrumentedPeer).OfType<string>().ShouldBe(["orderdb", "api.example:443", "mailer"], ignoreOrder: true);
        trace.Summary.Resources.Where(part => part.Resource.IsUninstrumentedPeer).Select(part => part.Resource.Name)
            .ShouldBe(["orderdb", "api.example:443", "mailer"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_service_map_has_rates_errors_and_latencies()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        for (var i = 0; i < 10; i++)
        {
            var at = i * 1_000;
            await dashboard.SendAsync(Sample.Traces(
                "frontend", Sample.Span(i + 1, 1, from: at, to: at + 50).OfKind(Kind.Server), i == 0
                    ? Sample.Span(i + 1, 2, parent: 1, from: at, to: at + 40).OfKind(Kind.Client).Failed()
                    : Sample.Span(i + 1, 2, parent: 1, from: at, to: at + 40).OfKind(Kind.Client)));
            await dashboard.SendAsync(Sample.Traces(
                "order",
                Sample.Span(i + 1, 3, parent: 2, from: at, to: at + 30).OfKind(Kind.Server),
                Sample.Span(i + 1, 4, parent: 3, from: at, to: at + 10, attributes: ("db.system", "sqlite")).OfKind(Kind.Client)));
        }

        var map = dashboard.Traces.GetServiceMap();

        map.Nodes.Select(node => (node.Name, node.IsUninstrumentedPeer, node.PeerKind))
            .ShouldBe([("frontend", false, null), ("order", false, null), ("sqlite", true, "sqlite")]);
        map.Edges.Select(edge => (edge.From, edge.To)).ShouldBe([("frontend", "order"), ("order", "sqlite")]);
        var traffic = map.Edges[0].Traffic;
        (traffic.Calls, traffic.Errors, traffic.ErrorRatio).ShouldBe((10, 1, 0.1));
        traffic.P50.ShouldBe(TimeSpan.FromMilliseconds(40));
        traffic.PerSecond.ShouldBe(10 / 9.05, tolerance: 0.01);
    }

    [Fact]
    public async Task Attribute_names_and_values_are_offered_by_frequency()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Traces(
            "a", Sample.Span(1, 1, attributes: [("route", "/x"), ("rare", 1)]), Sample.Span(1, 2, attributes: ("route", "/y")), Sample.Span(1, 3, attributes: ("route", "/y"))));

        dashboard.Traces.GetSpanAttributeNames().ShouldBe(["route", "rare"]);
        dashboard.Traces.GetSpanFieldValues("route").ShouldBe([new FieldValue("/y", 2), new FieldValue("/x", 1)]);
        dashboard.Traces.GetSpanFieldValues(FilterFields.SpanKind).ShouldBe([new FieldValue("Internal", 3)]);
    }
}
