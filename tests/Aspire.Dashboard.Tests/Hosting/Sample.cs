using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Logs.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Aspire.Dashboard.Tests.Hosting;

/// <summary>OTLP requests, as short as a test wants to write them.</summary>
public static class Sample
{
    public const ulong Second = 1_000_000_000;

    /// <summary>2026-01-01T00:00:00Z in nanoseconds.</summary>
    public const ulong Start = 1_767_225_600 * Second;

    public static ByteString TraceId(int number) => Id(16, number);

    public static ByteString SpanId(int number) => Id(8, number);

    public static KeyValue Attribute(string key, object value) => new() { Key = key, Value = Value(value) };

    public static AnyValue Value(object value) => value switch
    {
        string text => new AnyValue { StringValue = text },
        int number => new AnyValue { IntValue = number },
        long number => new AnyValue { IntValue = number },
        double number => new AnyValue { DoubleValue = number },
        bool truth => new AnyValue { BoolValue = truth },
        byte[] bytes => new AnyValue { BytesValue = ByteString.CopyFrom(bytes) },
        object[] items => new AnyValue { ArrayValue = new ArrayValue { Values = { items.Select(Value) } } },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static Resource Resource(string service, string? instance = null)
    {
        var resource = new Resource { Attributes = { Attribute("service.name", service) } };

        if (instance is not null)
        {
            resource.Attributes.Add(Attribute("service.instance.id", instance));
        }

        return resource;
    }

    /// <summary>A span; times in milliseconds after <see cref="Start"/>.</summary>
    public static Span Span(int trace, int id, int parent = 0, string name = "span", double from = 0, double to = 1, params (string Key, object Value)[] attributes) => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : SpanId(parent),
        Name = name,
        Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Internal,
        StartTimeUnixNano = Start + (ulong)(from * 1_000_000),
        EndTimeUnixNano = Start + (ulong)(to * 1_000_000),
        Attributes = { attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)) },
    };

    public static Span OfKind(this Span span, Span.Types.SpanKind kind)
    {
        span.Kind = kind;
        return span;
    }

    public static Span Failed(this Span span, string message = "")
    {
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = message };
        return span;
    }

    public static ExportTraceServiceRequest Traces(string service, params IEnumerable<Span> spans) => Traces(Resource(service), spans);

    public static ExportTraceServiceRequest Traces(Resource resource, params IEnumerable<Span> spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = resource,
                ScopeSpans = { new ScopeSpans { Scope = new InstrumentationScope { Name = "Sample", Version = "1.0" }, Spans = { spans } } },
            },
        },
    };

    public static LogRecord Log(string message, SeverityNumber severity = SeverityNumber.Info, double at = 0, params (string Key, object Value)[] attributes) => new()
    {
        TimeUnixNano = Start + (ulong)(at * 1_000_000),
        SeverityNumber = severity,
        SeverityText = severity.ToString(),
        Body = Value(message),
        Attributes = { attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)) },
    };

    public static ExportLogsServiceRequest Logs(string service, params IEnumerable<LogRecord> records) => new()
    {
        ResourceLogs =
        {
            new ResourceLogs
            {
                Resource = Resource(service),
                ScopeLogs = { new ScopeLogs { Scope = new InstrumentationScope { Name = "Sample.Category" }, LogRecords = { records } } },
            },
        },
    };

    public static ExportMetricsServiceRequest Metrics(Resource resource, params IEnumerable<Metric> metrics) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = resource,
                ScopeMetrics = { new ScopeMetrics { Scope = new InstrumentationScope { Name = "Sample.Meter" }, Metrics = { metrics } } },
            },
        },
    };

    /// <summary>A point; times in seconds after <see cref="Start"/>.</summary>
    public static NumberDataPoint Point(double value, double at, double since = 0, params (string Key, object Value)[] attributes) => new()
    {
        StartTimeUnixNano = Start + (ulong)(since * Second),
        TimeUnixNano = Start + (ulong)(at * Second),
        AsDouble = value,
        Attributes = { attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)) },
    };

    public static Metric Gauge(string name, params IEnumerable<NumberDataPoint> points) =>
        new() { Name = name, Unit = "By", Gauge = new Gauge { DataPoints = { points } } };

    public static Metric Counter(string name, AggregationTemporality temporality, params IEnumerable<NumberDataPoint> points) => new()
    {
        Name = name,
        Unit = "{request}",
        Sum = new Sum { IsMonotonic = true, AggregationTemporality = temporality, DataPoints = { points } },
    };

    private static ByteString Id(int length, int number)
    {
        var bytes = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(length - 4), number);
        return ByteString.CopyFrom(bytes);
    }
}
