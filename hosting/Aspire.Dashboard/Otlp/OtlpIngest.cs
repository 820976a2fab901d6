using Aspire.Dashboard.Otlp.Decoding;

namespace Aspire.Dashboard.Otlp;

/// <summary>Where every export request goes, whatever way it came: by HTTP, by gRPC, from the file store or from an import.</summary>
internal sealed class OtlpIngest(SpanDecoder spans, LogDecoder logs, MetricDecoder metrics)
{
    /// <summary>Stores the records of a request in OTLP's protobuf form.</summary>
    /// <exception cref="Telemetry.Wire.MalformedTelemetryException">The bytes are no such request; nothing is stored.</exception>
    public DecodeResult Ingest(OtlpSignal signal, ReadOnlySpan<byte> request) => signal switch
    {
        OtlpSignal.Traces => spans.Decode(request),
        OtlpSignal.Logs => logs.Decode(request),
        _ => metrics.Decode(request),
    };
}
