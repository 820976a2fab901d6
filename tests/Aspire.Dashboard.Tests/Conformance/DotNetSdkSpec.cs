using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SpanKind = Aspire.Dashboard.Telemetry.SpanKind;

namespace Aspire.Dashboard.Tests.Conformance;

/// <summary>The OpenTelemetry SDK of .NET as a client.</summary>
public sealed partial class DotNetSdkSpec
{
    private static readonly long[] Numbers = [1, 2];

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task All_that_the_sdk_sends_arrives(OtlpExportProtocol protocol)
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "sdk-key"));
        var name = $"sdk-{protocol}";
        var resource = ResourceBuilder.CreateEmpty().AddService(name, serviceInstanceId: "one");

        void Configure(OtlpExporterOptions options, string path)
        {
            options.Protocol = protocol;
            options.Headers = "x-otlp-api-key=sdk-key";
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Addresses.OtlpGrpc[0] : new Uri(dashboard.Addresses.OtlpHttp[0], path);
        }

        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        var requests = meter.CreateCounter<long>("requests", "{request}");
        var latency = meter.CreateHistogram<double>("latency", "s");

        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(name).AddOtlpExporter(options => Configure(options, "/v1/traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(name).SetExemplarFilter(ExemplarFilterType.TraceBased)
            .AddView("latency", new Base2ExponentialBucketHistogramConfiguration())
            .AddOtlpExporter(options => Configure(options, "/v1/metrics")).Build())
        using (var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter(exporter => Configure(exporter, "/v1/logs"));
        })))
        {
            using var parent = source.StartActivity("parent", ActivityKind.Server)!;

            using (var child = source.StartActivity("child", ActivityKind.Client)!)
            {
                child.SetTag("numbers", Numbers);
                child.AddEvent(new ActivityEvent("happened"));
                child.AddException(new InvalidOperationException("no"));
                child.SetStatus(ActivityStatusCode.Error, "failed");
                requests.Add(3, KeyValuePair.Create<string, object?>("route", "/a"));
                latency.Record(0.25);
                LogOrder(logs.CreateLogger("Shop.Orders"), 7);
            }
        }

        var trace = dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem();
        trace.Name.ShouldBe("parent");
        var detail = dashboard.Traces.GetTrace(trace.TraceId).ShouldNotBeNull();
        var span = detail.Spans[1];
        (span.Name, span.Depth, span.Kind, span.Status, span.StatusMessage).ShouldBe(("child", 1, SpanKind.Client, SpanStatus.Error, "failed"));
        span.Attributes.ShouldContain(new AttributeValue("numbers", "[1,2]"));
        span.Events.Select(happened => happened.Name).ShouldBe(["happened", "exception"]);
        span.Resource.InstanceId.ShouldBe("one");

        var log = detail.Logs.ShouldHaveSingleItem();
        (log.Message, log.Template, log.Level, log.Category, log.SpanId).ShouldBe(("Order 7 placed", "Order {Id} placed", LogLevel.Warning, "Shop.Orders", span.SpanId));

        var selection = new ResourceSelection(name);
        dashboard.Metrics.GetInstruments(selection).Select(instrument => (instrument.Name, instrument.Kind))
            .ShouldBe([("latency", InstrumentKind.ExponentialHistogram), ("requests", InstrumentKind.Counter)]);
        var chart = dashboard.Metrics.GetChart(new MetricQuery { Resource = selection, Meter = name, Name = "latency" }).ShouldNotBeNull();
        chart.Lines[0].Values.OfType<double>().Last().ShouldBe(0.25, tolerance: 0.01);
        chart.Exemplars.ShouldHaveSingleItem().SpanId.ShouldBe(span.SpanId);
        dashboard.Metrics.GetChart(new MetricQuery { Resource = selection, Meter = name, Name = "requests" }).ShouldNotBeNull()
            .Dimensions.ShouldHaveSingleItem().Values.ShouldBe(["/a"]);
    }

    [LoggerMessage(LogLevel.Warning, "Order {Id} placed")]
    private static partial void LogOrder(ILogger logger, int id);
}
