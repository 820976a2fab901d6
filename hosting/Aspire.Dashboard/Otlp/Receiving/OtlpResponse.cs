using Aspire.Dashboard.Otlp.Decoding;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>Answers to export requests.</summary>
internal static class OtlpResponse
{
    /// <summary>Success, or partial success when something was refused.</summary>
    public static IMessage Of(OtlpSignal signal, DecodeResult result) => signal switch
    {
        OtlpSignal.Traces => new ExportTraceServiceResponse
        {
            PartialSuccess = result.Rejected == 0 ? null : new() { RejectedSpans = result.Rejected, ErrorMessage = result.Reason },
        },
        OtlpSignal.Logs => new ExportLogsServiceResponse
        {
            PartialSuccess = result.Rejected == 0 ? null : new() { RejectedLogRecords = result.Rejected, ErrorMessage = result.Reason },
        },
        _ => new ExportMetricsServiceResponse
        {
            PartialSuccess = result.Rejected == 0 ? null : new() { RejectedDataPoints = result.Rejected, ErrorMessage = result.Reason },
        },
    };
}
