using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>OTLP's JSON form of export requests.</summary>
internal sealed class OtlpJson
{
    private readonly JsonMessage _traces = JsonMessage.Of(ExportTraceServiceRequest.Descriptor);
    private readonly JsonMessage _logs = JsonMessage.Of(ExportLogsServiceRequest.Descriptor);
    private readonly JsonMessage _metrics = JsonMessage.Of(ExportMetricsServiceRequest.Descriptor);

    public JsonMessage RequestOf(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => _traces,
        OtlpSignal.Logs => _logs,
        _ => _metrics,
    };
}
