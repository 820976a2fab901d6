namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Tags (field number and wire type) of the OTLP messages that are read by hand; see Otlp/Protos.</summary>
internal static class OtlpFields
{
    /// <summary>Export requests of all three signals, and their Resource… and Scope… levels, have the same form.</summary>
    public static class Envelope
    {
        public const uint ResourceItems = (1 << 3) | Wire.Length;
        public const uint Resource = (1 << 3) | Wire.Length;
        public const uint ScopeItems = (2 << 3) | Wire.Length;
        public const uint Scope = (1 << 3) | Wire.Length;
        public const uint Items = (2 << 3) | Wire.Length;
    }

    public static class Resource
    {
        public const uint Attributes = (1 << 3) | Wire.Length;
        public const uint EntityRefs = (3 << 3) | Wire.Length;
    }

    public static class Scope
    {
        public const uint Name = (1 << 3) | Wire.Length;
        public const uint Version = (2 << 3) | Wire.Length;
    }

    public static class KeyValue
    {
        public const uint Key = (1 << 3) | Wire.Length;
        public const uint Value = (2 << 3) | Wire.Length;
    }

    public static class AnyValue
    {
        public const uint String = (1 << 3) | Wire.Length;
        public const uint Bool = (2 << 3) | Wire.Varint;
        public const uint Int = (3 << 3) | Wire.Varint;
        public const uint Double = (4 << 3) | Wire.Fixed64;
        public const uint Array = (5 << 3) | Wire.Length;
        public const uint KeyValueList = (6 << 3) | Wire.Length;
        public const uint Bytes = (7 << 3) | Wire.Length;
    }

    /// <summary>ArrayValue and KeyValueList.</summary>
    public static class List
    {
        public const uint Values = (1 << 3) | Wire.Length;
    }

    public static class Span
    {
        public const uint TraceId = (1 << 3) | Wire.Length;
        public const uint SpanId = (2 << 3) | Wire.Length;
        public const uint TraceState = (3 << 3) | Wire.Length;
        public const uint ParentSpanId = (4 << 3) | Wire.Length;
        public const uint Name = (5 << 3) | Wire.Length;
        public const uint Kind = (6 << 3) | Wire.Varint;
        public const uint StartTime = (7 << 3) | Wire.Fixed64;
        public const uint EndTime = (8 << 3) | Wire.Fixed64;
        public const uint Attributes = (9 << 3) | Wire.Length;
        public const uint Events = (11 << 3) | Wire.Length;
        public const uint Links = (13 << 3) | Wire.Length;
        public const uint Status = (15 << 3) | Wire.Length;
    }

    public static class Status
    {
        public const uint Message = (2 << 3) | Wire.Length;
        public const uint Code = (3 << 3) | Wire.Varint;
    }

    public static class Event
    {
        public const uint Time = (1 << 3) | Wire.Fixed64;
        public const uint Name = (2 << 3) | Wire.Length;
        public const uint Attributes = (3 << 3) | Wire.Length;
    }

    public static class Link
    {
        public const uint TraceId = (1 << 3) | Wire.Length;
        public const uint SpanId = (2 << 3) | Wire.Length;
        public const uint Attributes = (4 << 3) | Wire.Length;
    }

    public static class LogRecord
    {
        public const uint Time = (1 << 3) | Wire.Fixed64;
        public const uint SeverityNumber = (2 << 3) | Wire.Varint;
        public const uint SeverityText = (3 << 3) | Wire.Length;
        public const uint Body = (5 << 3) | Wire.Length;
        public const uint Attributes = (6 << 3) | Wire.Length;
        public const uint TraceId = (9 << 3) | Wire.Length;
        public const uint SpanId = (10 << 3) | Wire.Length;
        public const uint ObservedTime = (11 << 3) | Wire.Fixed64;
        public const uint EventName = (12 << 3) | Wire.Length;
    }

    public static class Metric
    {
        public const uint Name = (1 << 3) | Wire.Length;
        public const uint Description = (2 << 3) | Wire.Length;
        public const uint Unit = (3 << 3) | Wire.Length;
        public const uint Gauge = (5 << 3) | Wire.Length;
        public const uint Sum = (7 << 3) | Wire.Length;
        public const uint Histogram = (9 << 3) | Wire.Length;
        public const uint ExponentialHistogram = (10 << 3) | Wire.Length;
        public const uint Summary = (11 << 3) | Wire.Length;
    }

    /// <summary>Gauge, Sum, Histogram, ExponentialHistogram and Summary.</summary>
    public static class MetricData
    {
        public const uint DataPoints = (1 << 3) | Wire.Length;
        public const uint Temporality = (2 << 3) | Wire.Varint;
        public const uint IsMonotonic = (3 << 3) | Wire.Varint;
    }

    /// <summary>What all kinds of points have in common.</summary>
    public static class Point
    {
        public const uint StartTime = (2 << 3) | Wire.Fixed64;
        public const uint Time = (3 << 3) | Wire.Fixed64;
        public const uint NoRecordedValue = 1;
    }

    public static class NumberPoint
    {
        public const uint AsDouble = (4 << 3) | Wire.Fixed64;
        public const uint Exemplars = (5 << 3) | Wire.Length;
        public const uint AsInt = (6 << 3) | Wire.Fixed64;
        public const uint Attributes = (7 << 3) | Wire.Length;
        public const uint Flags = (8 << 3) | Wire.Varint;
    }

    public static class HistogramPoint
    {
        public const uint Count = (4 << 3) | Wire.Fixed64;
        public const uint Sum = (5 << 3) | Wire.Fixed64;
        public const uint BucketCounts = (6 << 3) | Wire.Length;
        public const uint BucketCount = (6 << 3) | Wire.Fixed64;
        public const uint ExplicitBounds = (7 << 3) | Wire.Length;
        public const uint ExplicitBound = (7 << 3) | Wire.Fixed64;
        public const uint Exemplars = (8 << 3) | Wire.Length;
        public const uint Attributes = (9 << 3) | Wire.Length;
        public const uint Flags = (10 << 3) | Wire.Varint;
        public const uint Min = (11 << 3) | Wire.Fixed64;
        public const uint Max = (12 << 3) | Wire.Fixed64;
    }

    public static class ExponentialPoint
    {
        public const uint Attributes = (1 << 3) | Wire.Length;
        public const uint Count = (4 << 3) | Wire.Fixed64;
        public const uint Sum = (5 << 3) | Wire.Fixed64;
        public const uint Scale = (6 << 3) | Wire.Varint;
        public const uint ZeroCount = (7 << 3) | Wire.Fixed64;
        public const uint Positive = (8 << 3) | Wire.Length;
        public const uint Negative = (9 << 3) | Wire.Length;
        public const uint Flags = (10 << 3) | Wire.Varint;
        public const uint Exemplars = (11 << 3) | Wire.Length;
    }

    public static class ExponentialBuckets
    {
        public const uint Offset = (1 << 3) | Wire.Varint;
        public const uint Counts = (2 << 3) | Wire.Length;
        public const uint Count = (2 << 3) | Wire.Varint;
    }

    public static class SummaryPoint
    {
        public const uint Count = (4 << 3) | Wire.Fixed64;
        public const uint Sum = (5 << 3) | Wire.Fixed64;
        public const uint Quantiles = (6 << 3) | Wire.Length;
        public const uint Attributes = (7 << 3) | Wire.Length;
        public const uint Flags = (8 << 3) | Wire.Varint;
    }

    public static class ValueAtQuantile
    {
        public const uint Quantile = (1 << 3) | Wire.Fixed64;
        public const uint Value = (2 << 3) | Wire.Fixed64;
    }

    public static class Exemplar
    {
        public const uint Time = (2 << 3) | Wire.Fixed64;
        public const uint AsDouble = (3 << 3) | Wire.Fixed64;
        public const uint SpanId = (4 << 3) | Wire.Length;
        public const uint TraceId = (5 << 3) | Wire.Length;
        public const uint AsInt = (6 << 3) | Wire.Fixed64;
        public const uint Attributes = (7 << 3) | Wire.Length;
    }

    /// <summary>The field number of a tag.</summary>
    public static int Number(uint tag) => (int)(tag >> Wire.TagTypeBits);
}
