using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OpenTelemetry.Proto.Metrics.V1;

namespace Aspire.Dashboard.Tests.Otlp;

/// <summary>Valid requests with damage, from fixed seeds: each is taken or refused by its proper status, and the receiver lives on.</summary>
public sealed class FuzzedInputSpec
{
    private const int Rounds = 400;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Over_http_damaged_requests_are_taken_or_refused(int seed, bool isJson)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var random = new Random(seed);

        for (var round = 0; round < Rounds; round++)
        {
            var request = Request(random.Next(3));
            var body = isJson ? Encoding.UTF8.GetBytes(ToOtlpJson(request)) : request.ToByteArray();
            using var response = await dashboard.PostAsync(
                Damage(body, random), TestDashboard.PathOf(request), isJson ? "application/json" : "application/x-protobuf", random.Next(8) == 0 ? "gzip" : null);

            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        }

        await ShouldBeAliveAsync(dashboard);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Over_grpc_damaged_requests_are_taken_or_refused(int seed)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var channel = GrpcChannel.ForAddress(dashboard.Addresses.OtlpGrpc[0]);
        var random = new Random(seed);

        for (var round = 0; round < Rounds; round++)
        {
            var request = Request(random.Next(3));

            try
            {
                await channel.ExportAsync(GrpcCalls.ServiceOf(request), Damage(request.ToByteArray(), random));
            }
            catch (RpcException refused)
            {
                refused.StatusCode.ShouldBe(StatusCode.InvalidArgument);
            }
        }

        await ShouldBeAliveAsync(dashboard);
    }

    [Fact]
    public async Task Over_grpc_broken_frames_are_refused()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var random = new Random(7);

        for (var round = 0; round < 100; round++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/grpc");
            using var response = await http.PostAsync(
                new Uri(dashboard.Addresses.OtlpGrpc[0], "/opentelemetry.proto.collector.trace.v1.TraceService/Export"), content, TestContext.Current.CancellationToken);

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.GetValues("grpc-status").ShouldBe(["3"]);
        }

        await ShouldBeAliveAsync(dashboard);
    }

    private static async Task ShouldBeAliveAsync(TestDashboard dashboard)
    {
        // Whatever was taken can be read.
        foreach (var trace in dashboard.Traces.GetTraces(new TraceQuery { Take = int.MaxValue }).Items)
        {
            foreach (var span in dashboard.Traces.GetTrace(trace.TraceId)?.Spans ?? [])
            {
                _ = (span.Attributes.Count, span.Events.Count, span.Links.Count);
            }
        }

        _ = dashboard.Traces.GetServiceMap();
        _ = dashboard.Logs.GetLogs(new LogQuery { Text = "a", Take = int.MaxValue });

        foreach (var resource in dashboard.Resources.GetResources())
        {
            foreach (var instrument in dashboard.Metrics.GetInstruments(resource.Selection))
            {
                _ = dashboard.Metrics.GetChart(new MetricQuery { Resource = resource.Selection, Meter = instrument.Meter, Name = instrument.Name });
            }
        }

        await dashboard.Session.ExportAsync(Stream.Null, TelemetryKind.All, TestContext.Current.CancellationToken);
        await dashboard.SendAsync(Sample.Traces("alive", Sample.Span(77, 77, name: "alive")));
        dashboard.Traces.GetTraces(new TraceQuery { Text = "alive" }).TotalCount.ShouldBe(1);
    }

    private static IMessage Request(int kind) => kind switch
    {
        0 => Sample.Traces("cart", WithEverything(Sample.Span(1, 1, attributes: [("a", "b"), ("list", new object[] { 1, "x", 2.5, true })])), Sample.Span(1, 2, parent: 1)),
        1 => Sample.Logs("cart", Sample.Log("message {A}", attributes: [("A", 5), ("{OriginalFormat}", "message {A}")])),
        _ => Sample.Metrics(
            Sample.Resource("cart", "i"),
            Sample.Gauge("gauge", Sample.Point(1, 1, attributes: ("d", "v"))),
            new Metric
            {
                Name = "histogram",
                Histogram = new Histogram
                {
                    AggregationTemporality = AggregationTemporality.Cumulative,
                    DataPoints = { new HistogramDataPoint { TimeUnixNano = Sample.Start, Count = 3, Sum = 4, BucketCounts = { 1, 2 }, ExplicitBounds = { 1 } } },
                },
            },
            new Metric
            {
                Name = "exponential",
                ExponentialHistogram = new ExponentialHistogram
                {
                    AggregationTemporality = AggregationTemporality.Delta,
                    DataPoints =
                    {
                        new ExponentialHistogramDataPoint
                        {
                            TimeUnixNano = Sample.Start, Count = 3, Scale = 2, ZeroCount = 1,
                            Positive = new ExponentialHistogramDataPoint.Types.Buckets { Offset = -2, BucketCounts = { 1, 0, 1 } },
                        },
                    },
                },
            }),
    };

    private static OpenTelemetry.Proto.Trace.V1.Span WithEverything(OpenTelemetry.Proto.Trace.V1.Span span)
    {
        span.Events.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Event { Name = "event", TimeUnixNano = Sample.Start, Attributes = { Sample.Attribute("e", 1) } });
        span.Links.Add(new OpenTelemetry.Proto.Trace.V1.Span.Types.Link { TraceId = Sample.TraceId(9), SpanId = Sample.SpanId(9) });
        return span.Failed("why");
    }

    // Protobuf's own JSON has ids in base64, OTLP's in hexadecimal.
    private static string ToOtlpJson(IMessage request) => Regex.Replace(
        JsonFormatter.Default.Format(request),
        "(\"(?:traceId|spanId|parentSpanId)\": \")([^\"]*)\"",
        id => $"{id.Groups[1].Value}{Convert.ToHexStringLower(Convert.FromBase64String(id.Groups[2].Value))}\"");

    private static byte[] Damage(byte[] body, Random random)
    {
        var damaged = body.ToList();

        for (var i = random.Next(1, 5); i > 0 && damaged.Count > 0; i--)
        {
            var at = random.Next(damaged.Count);

            switch (random.Next(5))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 9), damaged.Count - at));
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, Math.Min(random.Next(1, 30), damaged.Count - at)));
                    break;
                default:
                    damaged.Insert(at, 0xFF);
                    break;
            }
        }

        return [.. damaged];
    }
}
