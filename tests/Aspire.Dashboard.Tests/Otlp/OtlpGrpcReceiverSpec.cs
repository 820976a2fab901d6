using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Otlp;

public sealed class OtlpGrpcReceiverSpec
{
    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task Takes_all_three_signals(string compression)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var channel = GrpcChannel.ForAddress(dashboard.Addresses.OtlpGrpc[0]);
        var headers = new Metadata { { "grpc-internal-encoding-request", compression } };

        await channel.ExportAsync(Sample.Traces("cart", Sample.Span(1, 1)), headers);
        await channel.ExportAsync(Sample.Logs("cart", Sample.Log("hello")), headers);
        await channel.ExportAsync(Sample.Metrics(Sample.Resource("cart"), Sample.Gauge("size", Sample.Point(1, 1))), headers);

        dashboard.Traces.GetTraces(new TraceQuery()).TotalCount.ShouldBe(1);
        dashboard.Logs.GetLogs(new LogQuery()).TotalCount.ShouldBe(1);
        dashboard.Metrics.GetInstruments(new ResourceSelection("cart")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answers_partial_success()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        using var channel = GrpcChannel.ForAddress(dashboard.Addresses.OtlpGrpc[0]);
        var invalid = Sample.Span(1, 2);
        invalid.SpanId = ByteString.Empty;

        var answer = ExportTraceServiceResponse.Parser.ParseFrom(await channel.ExportAsync(Sample.Traces("cart", Sample.Span(1, 1), invalid)));

        answer.PartialSuccess.RejectedSpans.ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_wrong_key()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:PrimaryApiKey", "secret"));
        using var channel = GrpcChannel.ForAddress(dashboard.Addresses.OtlpGrpc[0]);
        var request = Sample.Traces("cart", Sample.Span(1, 1));

        var refused = await Should.ThrowAsync<RpcException>(() => channel.ExportAsync(request, new Metadata { { "x-otlp-api-key", "wrong" } }));
        await channel.ExportAsync(request, new Metadata { { "x-otlp-api-key", "secret" } });

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Answers_malformed_messages_unknown_services_and_oversize_by_their_status()
    {
        await using var dashboard = await TestDashboard.StartAsync(("Dashboard:Otlp:MaxRequestSize", "65536"));
        using var channel = GrpcChannel.ForAddress(dashboard.Addresses.OtlpGrpc[0]);
        var service = GrpcCalls.ServiceOf(new ExportTraceServiceRequest());
        var large = Sample.Traces("cart", Sample.Span(1, 1, attributes: ("padding", new string('x', 70_000))));

        (await Should.ThrowAsync<RpcException>(() => channel.ExportAsync(service, [0x0A, 0x7F]))).StatusCode.ShouldBe(StatusCode.InvalidArgument);
        (await Should.ThrowAsync<RpcException>(() => channel.ExportAsync("other.Service", []))).StatusCode.ShouldBe(StatusCode.Unimplemented);
        (await Should.ThrowAsync<RpcException>(() => channel.ExportAsync(large))).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        await channel.ExportAsync(service, []);
    }
}
