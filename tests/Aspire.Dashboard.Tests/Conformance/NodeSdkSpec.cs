using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Conformance;

/// <summary>The OpenTelemetry SDK of Node as a client, by all three encodings.</summary>
public sealed class NodeSdkSpec(NodeSdk sdk) : IClassFixture<NodeSdk>
{
    [Theory]
    [InlineData("http/json")]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task All_that_the_sdk_sends_arrives(string protocol)
    {
        Assert.SkipWhen(sdk.ReasonToSkip is not null, sdk.ReasonToSkip ?? "");
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "node-key"));
        var address = protocol == "grpc" ? dashboard.Addresses.OtlpGrpc[0] : dashboard.Addresses.OtlpHttp[0];

        var sending = await Cli.Wrap("node").WithWorkingDirectory(sdk.Folder)
            .WithArguments(["send.mjs", protocol, address.ToString(), "node-key", "node-service"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        sending.ExitCode.ShouldBe(0, sending.StandardError);
        sending.StandardError.ShouldBeEmpty();

        var trace = dashboard.Traces.GetTraces(new TraceQuery()).Items.ShouldHaveSingleItem();
        var detail = dashboard.Traces.GetTrace(trace.TraceId).ShouldNotBeNull();
        detail.Spans.Select(span => (span.Name, span.Depth, span.Kind)).ShouldBe([("parent", 0, SpanKind.Server), ("child", 1, SpanKind.Client)]);
        var child = detail.Spans[1];
        child.Attributes.ShouldBe(
            [new AttributeValue("numbers", "[1,2]"), new AttributeValue("pi", "3.5"), new AttributeValue("yes", "true"), new AttributeValue("text", "größe")]);
        (child.Status, child.StatusMessage, child.Scope, child.Resource.InstanceId).ShouldBe((SpanStatus.Error, "failed", "node-scope 1.2.3", "node-1"));
        child.Events.ShouldHaveSingleItem().Attributes.ShouldBe([new AttributeValue("n", "1")]);

        var log = detail.Logs.ShouldHaveSingleItem();
        (log.Message, log.Level, log.SpanId, log.Category).ShouldBe(("hello", LogLevel.Warning, child.SpanId, "node-logger"));

        var selection = new ResourceSelection("node-service");
        dashboard.Metrics.GetInstruments(selection).Select(instrument => (instrument.Name, instrument.Kind, instrument.Unit))
            .ShouldBe([("latency", InstrumentKind.ExponentialHistogram, "s"), ("requests", InstrumentKind.Counter, "{request}")]);
        dashboard.Metrics.GetChart(new MetricQuery { Resource = selection, Meter = "node-meter", Name = "requests" }).ShouldNotBeNull()
            .Lines[0].Values.OfType<double>().Last().ShouldBe(3);
        dashboard.Metrics.GetChart(new MetricQuery { Resource = selection, Meter = "node-meter", Name = "latency" }).ShouldNotBeNull()
            .Lines[0].Values.OfType<double>().Last().ShouldBe(0.25, tolerance: 0.01);
    }
}
