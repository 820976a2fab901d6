using System.IO.Compression;
using System.Text.Json;
using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Otlp.Json;
using Aspire.Dashboard.Persistence;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Traces;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Export;

/// <summary>All that is kept, as OTLP JSON in a file and back.</summary>
internal sealed class TelemetrySession(
    DashboardSettings settings,
    TraceStore traces,
    LogStore logs,
    MetricStore metrics,
    ResourceCatalog resources,
    OtlpEncoder encoder,
    OtlpIngest ingest,
    OtlpJson json,
    TelemetryFile file) : ITelemetrySession
{
    // Zip files can hold anything of any size; a session is what fits into the stores, many times over.
    private const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;

    private static readonly (OtlpSignal Signal, TelemetryKind Kind, string File, string Property)[] Parts =
    [
        (OtlpSignal.Traces, TelemetryKind.Traces, "traces.json", "resourceSpans"),
        (OtlpSignal.Logs, TelemetryKind.Logs, "logs.json", "resourceLogs"),
        (OtlpSignal.Metrics, TelemetryKind.Metrics, "metrics.json", "resourceMetrics"),
    ];

    public void Clear(TelemetryKind kinds = TelemetryKind.All, ResourceSelection? resource = null)
    {
        if (kinds.HasFlag(TelemetryKind.Traces))
        {
            traces.Clear(resource);
        }

        if (kinds.HasFlag(TelemetryKind.Logs))
        {
            logs.Clear(resource);
        }

        if (kinds.HasFlag(TelemetryKind.Metrics))
        {
            metrics.Clear(resource);
        }

        if (kinds.HasFlag(TelemetryKind.All))
        {
            resources.Clear(resource);
        }

        foreach (var part in Parts.Where(part => kinds.HasFlag(part.Kind)))
        {
            // What is left is written anew: a stored request may hold what is to be forgotten beside what is not.
            file.Replace(part.Signal, resource is null ? [] : encoder.Encode(part.Signal).Select(Request));
        }
    }

    public async Task ExportAsync(Stream destination, TelemetryKind kinds, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(destination, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);

        foreach (var part in Parts.Where(part => kinds.HasFlag(part.Kind)))
        {
            var description = json.RequestOf(part.Signal).Fields[0].Message!;
            await using var entry = await archive.CreateEntry(part.File, CompressionLevel.Fastest).OpenAsync(cancellationToken);
            await using var writer = new Utf8JsonWriter(entry);
            writer.WriteStartObject();
            writer.WriteStartArray(part.Property);

            foreach (var group in encoder.Encode(part.Signal))
            {
                ProtobufToJson.Write(group.Written, description, writer);
                await writer.FlushAsync(cancellationToken);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    public async Task<ImportResult> ImportAsync(Stream source, CancellationToken cancellationToken)
    {
        // A browser's upload cannot be read out of order, as a zip file must be.
        using var copy = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        await source.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        var result = new ImportResult(0, 0, 0);

        if (!await IsZipAsync(copy, cancellationToken))
        {
            return await ImportTextAsync(copy, "The file", result, cancellationToken);
        }

        await using var archive = await ZipArchive.CreateAsync(copy, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);

        if (archive.Entries.Sum(entry => entry.Length) > MaxUnpackedBytes)
        {
            throw new InvalidDataException("The file holds more than 2 GiB, which no session does.");
        }

        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            await using var text = await entry.OpenAsync(cancellationToken);
            result = await ImportTextAsync(text, entry.FullName, result, cancellationToken);
        }

        return result;
    }

    private static byte[] Request(ProtobufWriter group)
    {
        using var request = new ProtobufWriter(group.Length + 16);
        request.WriteBytes(OtlpFields.Number(OtlpFields.Envelope.ResourceItems), group.Written);
        return request.Written.ToArray();
    }

    private static async Task<bool> IsZipAsync(Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        return length == head.Length && head.AsSpan().SequenceEqual("PK"u8);
    }

    private async Task<ImportResult> ImportTextAsync(Stream text, string name, ImportResult result, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await text.CopyToAsync(content, cancellationToken);
        var rest = content.GetBuffer().AsMemory(0, (int)content.Length);

        var isEmpty = true;

        // One request, or one a line.
        while (TakeObject(ref rest) is { Length: > 0 } request)
        {
            isEmpty = false;

            try
            {
                result = Import(request.Span, result);
            }
            catch (Exception invalid) when (invalid is MalformedTelemetryException or JsonException)
            {
                throw new InvalidDataException($"{name} is no OTLP JSON: {invalid.Message}", invalid);
            }
        }

        return isEmpty ? throw new InvalidDataException($"{name} is no OTLP JSON: there is no object in it.") : result;
    }

    private static ReadOnlyMemory<byte> TakeObject(ref Memory<byte> rest)
    {
        var start = rest.Span.IndexOf((byte)'{');

        if (start < 0)
        {
            rest = default;
            return default;
        }

        var reader = new Utf8JsonReader(rest.Span[start..], isFinalBlock: false, state: default);

        try
        {
            reader.Read();

            // Incomplete text is for the reader of the request to complain about.
            var taken = reader.TrySkip() ? rest.Slice(start, (int)reader.BytesConsumed) : rest[start..];
            rest = rest[(start + taken.Length)..];
            return taken;
        }
        catch (JsonException)
        {
            var taken = rest[start..];
            rest = default;
            return taken;
        }
    }

    private ImportResult Import(ReadOnlySpan<byte> request, ImportResult result)
    {
        var reader = new Utf8JsonReader(request);
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            foreach (var part in Parts)
            {
                if (reader.ValueTextEquals(part.Property))
                {
                    var decoded = Import(part.Signal, request);
                    return part.Signal switch
                    {
                        OtlpSignal.Traces => result with { Spans = result.Spans + decoded.Accepted },
                        OtlpSignal.Logs => result with { LogRecords = result.LogRecords + decoded.Accepted },
                        _ => result with { MetricPoints = result.MetricPoints + decoded.Accepted },
                    };
                }
            }

            reader.Skip();
        }

        throw new MalformedTelemetryException("there is no resourceSpans, resourceLogs or resourceMetrics.");
    }

    private DecodeResult Import(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        using var protobuf = new ProtobufWriter(Math.Min(request.Length, settings.Otlp.MaxRequestSize));
        JsonToProtobuf.Write(request, json.RequestOf(signal), protobuf);
        return ingest.Ingest(signal, protobuf.Written);
    }
}
