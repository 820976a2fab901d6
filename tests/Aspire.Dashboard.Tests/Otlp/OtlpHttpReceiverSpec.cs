using System.Net;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Otlp;

public sealed class OtlpHttpReceiverSpec
{
    private const string Json = "application/json";

    // As the OTLP specification's own example has it: hexadecimal ids, 64-bit numbers as strings, enums as numbers.
    private const string TraceJson = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},
        "scopeSpans":[{"scope":{"name":"lib","version":"1"},"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
        "parentSpanId":"","name":"sp\u00e4t \"now\"","kind":2,"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
        "attributes":[{"key":"n","value":{"intValue":"-7"}},{"key":"list","value":{"arrayValue":{"values":[{"stringValue":"a"},{"boolValue":true}]}}},
        {"key":"bytes","value":{"bytesValue":"AQID"}}],"status":{"code":2,"message":"no"},"unknownField":{"a":[1]},"droppedAttributesCount":1}]}]}]}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Takes_protobuf_packed_or_not(string? encoding)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.PostAsync(Sample.Traces("cart", Sample.Span(1, 1, name: "checkout")), encoding);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-protobuf");
        dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem().Name.ShouldBe("checkout");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Takes_json_as_the_specification_writes_it(string? encoding)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.PostAsync(Encoding.UTF8.GetBytes(TraceJson), "/v1/traces", Json, encoding);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(Json);
        TraceId.TryParse("5b8efff798038103d269b633813fc60c", out var id).ShouldBeTrue();
        var span = dashboard.Traces.GetTrace(id).ShouldNotBeNull().Spans.ShouldHaveSingleItem();
        span.SpanId.ToString().ShouldBe("eee19b7ec3c1b174");
        span.Name.ShouldBe("spät \"now\"");
        span.Kind.ShouldBe(SpanKind.Server);
        span.Duration.ShouldBe(TimeSpan.FromSeconds(1));
        span.Status.ShouldBe(SpanStatus.Error);
        span.StatusMessage.ShouldBe("no");
        span.Attributes.ShouldBe([new AttributeValue("n", "-7"), new AttributeValue("list", """["a",true]"""), new AttributeValue("bytes", "AQID")]);
    }

    [Fact]
    public async Task Warming_up_leaves_nothing_behind()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:AuthMode", "ApiKey"), ("Dashboard:Otlp:PrimaryApiKey", "key"));

        dashboard.Resources.GetResources(includeUninstrumentedPeers: true).ShouldBeEmpty();
        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_logs_and_metrics_in_json()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        const string Logs = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeLogs":[{"logRecords":
            [{"timeUnixNano":"1544712660300000000","severityNumber":17,"severityText":"Error","body":{"stringValue":"lost"},"eventName":"loss"}]}]}]}
            """;
        const string Metrics = """
            {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},"scopeMetrics":[{"scope":{"name":"m"},"metrics":
            [{"name":"h","unit":"s","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"1544712660300000000","count":"2","sum":3.5,
            "bucketCounts":["1","1"],"explicitBounds":[1.0]}]}}]}]}]}
            """;

        (await dashboard.PostAsync(Encoding.UTF8.GetBytes(Logs), "/v1/logs", Json)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dashboard.PostAsync(Encoding.UTF8.GetBytes(Metrics), "/v1/metrics", Json)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var log = dashboard.Logs.GetLogs(new LogQuery()).Items.ShouldHaveSingleItem();
        (log.Message, log.Level, log.EventName).ShouldBe(("lost", LogLevel.Error, "loss"));
        dashboard.Metrics.GetInstruments(new ResourceSelection("cart")).ShouldHaveSingleItem().Kind.ShouldBe(InstrumentKind.Histogram);
    }

    [Fact]
    public async Task Answers_partial_success_where_spans_have_no_valid_id()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var invalid = Sample.Span(1, 2);
        invalid.TraceId = ByteString.CopyFrom(1, 2, 3);

        using var response = await dashboard.PostAsync(Sample.Traces("cart", Sample.Span(1, 1), invalid));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        answer.PartialSuccess.RejectedSpans.ShouldBe(1);
        answer.PartialSuccess.ErrorMessage.ShouldContain("16 bytes");
        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBe(1);
    }

    [Fact]
    public async Task Answers_malformed_input_by_400_and_a_status_in_the_form_of_the_request()
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var protobuf = await dashboard.PostAsync([0x0A, 0x7F, 0x01], "/v1/traces", "application/x-protobuf");
        using var json = await dashboard.PostAsync("{\"resourceSpans\":[{\"scopeSpans\":5}]}"u8.ToArray(), "/v1/traces", Json);
        using var gzip = await dashboard.PostAsync([1, 2, 3], "/v1/traces", Json, change: message => message.Content!.Headers.ContentEncoding.Add("gzip"));

        protobuf.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Google.Rpc.Status.Parser.ParseFrom(await protobuf.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Code.ShouldBe(3);
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var status = JsonDocument.Parse(await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        status.RootElement.GetProperty("code").GetInt32().ShouldBe(3);
        gzip.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Stores_nothing_of_a_request_that_breaks_off_in_its_middle()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var whole = Sample.Traces("cart", Enumerable.Range(1, 20).Select(i => Sample.Span(i, i))).ToByteArray();

        using var response = await dashboard.PostAsync(whole[..^3], "/v1/traces", "application/x-protobuf");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_values_nested_deeper_than_any_sdk_nests_them()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        object value = "deep";

        for (var i = 0; i < 60; i++)
        {
            value = new[] { value };
        }

        using var response = await dashboard.PostAsync(Sample.Traces("cart", Sample.Span(1, 1, attributes: ("nested", value))));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("text/plain", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-protobuf", "br", HttpStatusCode.UnsupportedMediaType)]
    public async Task Refuses_other_types_and_encodings(string contentType, string? encoding, HttpStatusCode expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var response = await dashboard.PostAsync([], "/v1/traces", contentType, encoding);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Refuses_what_is_too_large_before_and_after_unpacking()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:MaxRequestSize", "65536"), ("Dashboard:Otlp:MaxBytesInFlight", "1048576"));
        var large = Sample.Traces("cart", Sample.Span(1, 1, attributes: ("padding", new string('x', 70_000))));

        using var plain = await dashboard.PostAsync(large);
        using var bomb = await dashboard.PostAsync(large, "gzip");
        using var small = await dashboard.PostAsync(Sample.Traces("cart", Sample.Span(1, 1)));

        plain.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        bomb.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        small.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Turns_a_flood_away_and_takes_it_up_again()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:MaxRequestSize", "131072"), ("Dashboard:Otlp:MaxBytesInFlight", "262144"));
        var large = Sample.Traces("cart", Sample.Span(1, 1, attributes: ("padding", new string('x', 100_000)))).ToByteArray();

        // Two that hang have all of the budget; until they are let go, there is none.
        HangingContent[] hanging = [new(large), new(large)];
        var holding = hanging.Select(content => dashboard.Otlp.PostAsync("/v1/traces", content, TestContext.Current.CancellationToken)).ToList();
        await Task.WhenAll(hanging.Select(content => content.IsSent));
        HttpResponseMessage turnedAway;

        do
        {
            turnedAway = await dashboard.PostAsync(large, "/v1/traces", "application/x-protobuf");
        }
        while (turnedAway.StatusCode == HttpStatusCode.OK);

        foreach (var content in hanging)
        {
            content.Release();
        }

        var after = await Task.WhenAll(holding);
        using var later = await dashboard.PostAsync(large, "/v1/traces", "application/x-protobuf");

        turnedAway.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        turnedAway.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(1));
        after.ShouldContain(response => response.StatusCode == HttpStatusCode.OK);
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Asks_for_the_key_when_there_is_one()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "one"), ("Dashboard:Otlp:SecondaryApiKey", "two"));
        var request = Sample.Traces("cart", Sample.Span(1, 1));

        (await dashboard.PostAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await dashboard.PostAsync(request, change: message => message.Headers.Add("x-otlp-api-key", "on"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await dashboard.PostAsync(request, change: message => message.Headers.Add("x-otlp-api-key", "one"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await dashboard.PostAsync(request, change: message => message.Headers.Add("x-otlp-api-key", "two"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lets_browsers_of_allowed_origins_send_and_no_others()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:Cors:AllowedOrigins", "https://shop.example"));

        using var allowed = await PreflightAsync(dashboard, "https://shop.example");
        using var other = await PreflightAsync(dashboard, "https://evil.example");

        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://shop.example"]);
        other.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_on_its_own_port_only()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Frontend:AuthMode", "Unsecured"));
        using var content = new ByteArrayContent([]);

        using var onPages = await dashboard.Pages.PostAsync("/v1/traces", content, TestContext.Current.CancellationToken);
        using var pageOnReceiver = await dashboard.Otlp.GetAsync("/health", TestContext.Current.CancellationToken);

        onPages.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        pageOnReceiver.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> PreflightAsync(TestDashboard dashboard, string origin)
    {
        var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/traces");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        return dashboard.Otlp.SendAsync(preflight, TestContext.Current.CancellationToken);
    }

    /// <summary>A body of which the last byte waits.</summary>
    private sealed class HangingContent : HttpContent
    {
        private readonly byte[] _body;
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HangingContent(byte[] body)
        {
            _body = body;
            Headers.ContentType = new("application/x-protobuf");
        }

        public Task IsSent => _sent.Task;

        public void Release() => _released.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length - 1));
            await stream.FlushAsync();
            _sent.TrySetResult();
            await _released.Task;
            await stream.WriteAsync(_body.AsMemory(_body.Length - 1));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
