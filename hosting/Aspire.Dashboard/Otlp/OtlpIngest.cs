using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Persistence;

namespace Aspire.Dashboard.Otlp;

/// <summary>Where every export request goes, whatever way it came: by HTTP, by gRPC, from the file store or from an import.</summary>
internal sealed class OtlpIngest(SpanDecoder spans, LogDecoder logs, MetricDecoder metrics, TelemetryFile file)
{
    /// <summary>Keeps the records of a request in OTLP's protobuf form.</summary>
    /// <exception cref="Telemetry.Wire.MalformedTelemetryException">The bytes are no such request; nothing is kept.</exception>
    public DecodeResult Ingest(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        var result = Restore(signal, request);

        // A request without records is no reason to write anything.
        if (!request.IsEmpty)
        {
            file.Append(signal, request);
        }

        return result;
    }

    /// <summary>The same for a request that the file store has already.</summary>
    public DecodeResult Restore(OtlpSignal signal, ReadOnlySpan<byte> request) => signal switch
    {
        OtlpSignal.Traces => spans.Decode(request),
        OtlpSignal.Logs => logs.Decode(request),
        _ => metrics.Decode(request),
    };
}
