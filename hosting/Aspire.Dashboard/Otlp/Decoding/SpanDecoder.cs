using System.Runtime.InteropServices;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Traces;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>Reads trace export requests straight from their bytes into the store's records, in one pass and without objects in between.</summary>
internal sealed class SpanDecoder(
    DashboardSettings settings, ResourceCatalog resources, ScopeCatalog scopes, Utf8StringPool strings, TraceStore store)
{
    // What a span takes at least on the wire: a guess that spares the list its growing, and no more.
    private const int UsualSpanSize = 256;

    /// <summary>Stores all spans of a request, or none when the request is malformed.</summary>
    /// <exception cref="MalformedTelemetryException">The bytes are no ExportTraceServiceRequest.</exception>
    public DecodeResult Decode(ReadOnlySpan<byte> request)
    {
        var spans = new List<ReceivedSpan>((request.Length / UsualSpanSize) + 1);
        var payloads = new PayloadWriter(request.Length);
        var rejected = 0;
        var reader = new ProtobufReader(request);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ResourceItems)
            {
                DecodeResource(reader.ReadBytes(), spans, ref payloads, ref rejected);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        var full = store.Add(CollectionsMarshal.AsSpan(spans));
        var reason = full > 0
            ? $"A trace holds {settings.TelemetryLimits.MaxSpanCountPerTrace} spans at most (MaxSpanCountPerTrace)."
            : rejected > 0 ? "A span needs a trace id of 16 bytes and a span id of 8 bytes, not all zero." : "";
        return new DecodeResult(spans.Count - full, rejected + full, reason);
    }

    private void DecodeResource(ReadOnlySpan<byte> message, List<ReceivedSpan> spans, ref PayloadWriter payloads, ref int rejected)
    {
        var resource = resources.Resolve(Envelope.FindHead(message), TelemetryKind.Traces);
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ScopeItems)
            {
                DecodeScope(reader.ReadBytes(), resource, spans, ref payloads, ref rejected);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void DecodeScope(
        ReadOnlySpan<byte> message, ResourceEntry resource, List<ReceivedSpan> spans, ref PayloadWriter payloads, ref int rejected)
    {
        var scope = scopes.Resolve(Envelope.FindHead(message));
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag != OtlpFields.Envelope.Items)
            {
                reader.Skip(tag);
            }
            else if (TryDecodeSpan(reader.ReadBytes(), resource, scope, ref payloads, out var span))
            {
                spans.Add(span);
            }
            else
            {
                rejected++;
            }
        }
    }

    private bool TryDecodeSpan(
        ReadOnlySpan<byte> message, ResourceEntry resource, ScopeEntry scope, ref PayloadWriter payloads, out ReceivedSpan received)
    {
        var reader = new ProtobufReader(message);
        var contents = new FieldCopier(payloads.Reserve(message.Length), settings.TelemetryLimits);
        TraceId traceId = default;
        SpanId spanId = default;
        SpanId parentSpanId = default;
        ReadOnlySpan<byte> name = default;
        ulong kind = 0;
        ulong start = 0;
        ulong end = 0;
        ulong status = 0;
        var hasLinks = false;

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Span.TraceId:
                    traceId = TraceId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Span.SpanId:
                    spanId = SpanId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Span.ParentSpanId:
                    parentSpanId = SpanId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Span.Name:
                    name = reader.ReadBytes();
                    break;
                case OtlpFields.Span.Kind:
                    kind = reader.ReadVarint();
                    break;
                case OtlpFields.Span.StartTime:
                    start = reader.ReadFixed64();
                    break;
                case OtlpFields.Span.EndTime:
                    end = reader.ReadFixed64();
                    break;
                case OtlpFields.Span.Attributes:
                    contents.CopyAttribute(tag, reader.ReadBytes(), reader.RawField);
                    break;
                case OtlpFields.Span.Events:
                    contents.CopyEvent(reader.ReadBytes(), OtlpFields.Event.Attributes, reader.RawField);
                    break;
                case OtlpFields.Span.Links:
                    hasLinks = true;
                    contents.CopyLink(reader.ReadBytes(), OtlpFields.Link.Attributes, reader.RawField);
                    break;
                case OtlpFields.Span.Status:
                    status = ReadStatusCode(reader.ReadBytes());
                    contents.Copy(reader.RawField);
                    break;
                default:
                    reader.Skip(tag);
                    contents.Copy(reader.RawField);
                    break;
            }
        }

        if (traceId.IsEmpty || spanId.IsEmpty)
        {
            received = default;
            return false;
        }

        received = new ReceivedSpan(traceId, new SpanRecord
        {
            SpanId = spanId,
            ParentSpanId = parentSpanId,
            Start = start,
            End = Math.Max(start, end),
            Name = strings.Get(name),
            Resource = resource,
            Scope = scope,
            Contents = payloads.Commit(contents.Length),
            RawKind = kind <= (ulong)SpanKind.Consumer ? (byte)kind : (byte)SpanKind.Unspecified,
            HasLinks = hasLinks,
            RawStatus = status <= (ulong)SpanStatus.Error ? (byte)status : (byte)SpanStatus.Unset,
        });
        return true;
    }

    private static ulong ReadStatusCode(ReadOnlySpan<byte> message)
    {
        ulong code = 0;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Status.Code)
            {
                code = reader.ReadVarint();
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return code;
    }
}
