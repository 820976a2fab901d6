using System.Buffers.Binary;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Dashboard.Bench;

/// <summary>A real export request, encoded once; before each sending it gets fresh ids and times in place, so that encoding costs the load generator nothing.</summary>
internal sealed class SpanRequest
{
    private readonly byte[] _bytes;
    private readonly List<Place> _spans = [];
    private readonly Random _random;

    public SpanRequest(int spans, int spansPerTrace, int attributes, string service, int seed)
    {
        _random = new Random(seed);
        var request = new ExportTraceServiceRequest();
        var scope = new ScopeSpans { Scope = new InstrumentationScope { Name = "Dashboard.Bench", Version = "1.0.0" } };
        request.ResourceSpans.Add(new ResourceSpans
        {
            Resource = new Resource { Attributes = { Text("service.name", service), Text("service.instance.id", $"{service}-1"), Text("telemetry.sdk.language", "dotnet") } },
            ScopeSpans = { scope },
        });

        for (var i = 0; i < spans; i++)
        {
            scope.Spans.Add(new Span
            {
                // Recognizable, to be found again in the encoded bytes.
                TraceId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xA1, 12), .. Number(i / spansPerTrace)]),
                SpanId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xB2, 4), .. Number(i)]),
                ParentSpanId = i % spansPerTrace == 0
                    ? ByteString.Empty
                    : ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xB2, 4), .. Number(i - (i % spansPerTrace))]),
                Name = $"GET /orders/{{id}}/{i % 20}",
                Kind = i % spansPerTrace == 0 ? Span.Types.SpanKind.Server : Span.Types.SpanKind.Client,
                StartTimeUnixNano = 1,
                EndTimeUnixNano = 2,
                Status = i % 100 == 99 ? new Status { Code = Status.Types.StatusCode.Error, Message = "503" } : null,
                Attributes = { Enumerable.Range(0, attributes).Select(attribute => Attribute(attribute, i)) },
            });
        }

        _bytes = request.ToByteArray();
        Index();
    }

    public int Spans => _spans.Count;

    public int Size => _bytes.Length;

    /// <summary>The request with new traces that happen now. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        var trace = _random.NextInt64();
        var now = (ulong)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;

        foreach (var place in _spans)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(place.TraceId), trace);
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(place.Start), now);
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(place.End), now + (ulong)_random.Next(1_000, 50_000_000));
        }

        return _bytes;
    }

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Attribute(int attribute, int span) => attribute switch
    {
        0 => Text("http.request.method", "GET"),
        1 => Text("url.path", $"/orders/{span}"),
        2 => new KeyValue { Key = "http.response.status_code", Value = new AnyValue { IntValue = 200 } },
        3 => Text("server.address", "orders.internal"),
        4 => Text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64)"),
        5 => Text("network.protocol.version", "1.1"),
        _ => Text($"bench.attribute.{attribute}", $"value {span}"),
    };

    /// <summary>Finds where ids and times are, by walking over the encoded spans.</summary>
    private void Index()
    {
        var mark = _bytes.AsSpan();
        ReadOnlySpan<byte> head = [0x0A, 0x10, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1, 0xA1];
        ReadOnlySpan<byte> times = [0x39, 1, 0, 0, 0, 0, 0, 0, 0, 0x41, 2, 0, 0, 0, 0, 0, 0, 0];

        for (var position = 0; mark[position..].IndexOf(head) is var found and >= 0;)
        {
            var traceId = position + found + 2;
            var start = traceId + mark[traceId..].IndexOf(times) + 1;
            _spans.Add(new Place(traceId, start, start + 9));
            position = start;
        }
    }

    private readonly record struct Place(int TraceId, int Start, int End);
}
