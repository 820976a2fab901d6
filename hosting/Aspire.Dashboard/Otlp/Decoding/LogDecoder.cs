using System.Runtime.InteropServices;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>Reads log export requests straight from their bytes into the store's records.</summary>
internal sealed class LogDecoder(
    DashboardSettings settings, ResourceCatalog resources, ScopeCatalog scopes, Utf8StringPool strings, LogStore store, TimeProvider time)
{
    private const int HighestSeverity = 24;

    /// <summary>Stores all records of a request, or none when the request is malformed.</summary>
    /// <exception cref="MalformedTelemetryException">The bytes are no ExportLogsServiceRequest.</exception>
    public DecodeResult Decode(ReadOnlySpan<byte> request)
    {
        var records = new List<LogRecord>();
        var payloads = new PayloadWriter(request.Length);
        var reader = new ProtobufReader(request);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ResourceItems)
            {
                DecodeResource(reader.ReadBytes(), records, ref payloads);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        store.Add(CollectionsMarshal.AsSpan(records));
        return new DecodeResult(records.Count, 0, "");
    }

    private void DecodeResource(ReadOnlySpan<byte> message, List<LogRecord> records, ref PayloadWriter payloads)
    {
        var resource = resources.Resolve(Envelope.FindHead(message), TelemetryKind.Logs);
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ScopeItems)
            {
                DecodeScope(reader.ReadBytes(), resource, records, ref payloads);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void DecodeScope(ReadOnlySpan<byte> message, ResourceEntry resource, List<LogRecord> records, ref PayloadWriter payloads)
    {
        var scope = scopes.Resolve(Envelope.FindHead(message));
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.Items)
            {
                records.Add(DecodeRecord(reader.ReadBytes(), resource, scope, ref payloads));
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private LogRecord DecodeRecord(ReadOnlySpan<byte> message, ResourceEntry resource, ScopeEntry scope, ref PayloadWriter payloads)
    {
        var reader = new ProtobufReader(message);
        var contents = new FieldCopier(payloads.Reserve(message.Length), settings.TelemetryLimits);
        ulong happened = 0;
        ulong observed = 0;
        ulong severity = 0;
        ReadOnlySpan<byte> severityText = default;
        TraceId traceId = default;
        SpanId spanId = default;

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.LogRecord.Time:
                    happened = reader.ReadFixed64();
                    break;
                case OtlpFields.LogRecord.ObservedTime:
                    observed = reader.ReadFixed64();
                    break;
                case OtlpFields.LogRecord.SeverityNumber:
                    severity = reader.ReadVarint();
                    break;
                case OtlpFields.LogRecord.SeverityText:
                    severityText = reader.ReadBytes();
                    break;
                case OtlpFields.LogRecord.TraceId:
                    traceId = TraceId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.LogRecord.SpanId:
                    spanId = SpanId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.LogRecord.Attributes:
                    contents.CopyAttribute(tag, reader.ReadBytes(), reader.RawField);
                    break;
                case OtlpFields.LogRecord.Body:
                    AnyValueReader.Validate(reader.ReadBytes());
                    contents.Copy(reader.RawField);
                    break;
                default:
                    reader.Skip(tag);
                    contents.Copy(reader.RawField);
                    break;
            }
        }

        return new LogRecord
        {
            // A record without any time is given that of its arrival, as the log data model asks of who observes it.
            Time = happened != 0 ? happened : observed != 0 ? observed : UnixTime.FromDateTime(time.GetUtcNow()),
            TraceId = traceId,
            SpanId = spanId,
            Resource = resource,
            Scope = scope,
            SeverityText = strings.Get(severityText),
            Contents = payloads.Commit(contents.Length),
            SeverityNumber = severity <= HighestSeverity ? (byte)severity : (byte)0,
        };
    }
}
