using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Tests.Hosting;

/// <summary>OTLP/gRPC calls by the ordinary gRPC client.</summary>
public static class GrpcCalls
{
    public static async Task<byte[]> ExportAsync(this GrpcChannel channel, string service, byte[] request, Metadata? headers = null)
    {
        var marshaller = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, "Export", marshaller, marshaller);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            method, null, new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken), request);
        return await call.ResponseAsync;
    }

    public static Task<byte[]> ExportAsync(this GrpcChannel channel, IMessage request, Metadata? headers = null) =>
        channel.ExportAsync(ServiceOf(request), request.ToByteArray(), headers);

    public static string ServiceOf(IMessage request) => request switch
    {
        ExportTraceServiceRequest => "opentelemetry.proto.collector.trace.v1.TraceService",
        ExportLogsServiceRequest => "opentelemetry.proto.collector.logs.v1.LogsService",
        ExportMetricsServiceRequest => "opentelemetry.proto.collector.metrics.v1.MetricsService",
        _ => throw new ArgumentOutOfRangeException(nameof(request)),
    };
}
