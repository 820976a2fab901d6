using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>Reads one metric point of any kind.</summary>
internal sealed class PointDecoder(TelemetryLimitSettings limits, Utf8StringPool strings)
{
    // A histogram with more buckets is no histogram of anybody, but an attempt on the memory.
    private const int MaxBuckets = 2_048;

    /// <summary>Reads a point; false for one that says itself that nothing was recorded.</summary>
    public bool TryDecode(InstrumentKind kind, ReadOnlySpan<byte> message, out DecodedPoint decoded)
    {
        var state = new State();
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Point.StartTime:
                    state.Point.Start = reader.ReadFixed64();
                    break;
                case OtlpFields.Point.Time:
                    state.Point.Last = reader.ReadFixed64();
                    break;
                default:
                    var isKnown = kind switch
                    {
                        InstrumentKind.Histogram => ReadHistogramField(tag, ref reader, ref state),
                        InstrumentKind.ExponentialHistogram => ReadExponentialField(tag, ref reader, ref state),
                        InstrumentKind.Summary => ReadSummaryField(tag, ref reader, ref state),
                        _ => ReadNumberField(tag, ref reader, ref state),
                    };

                    if (!isKnown)
                    {
                        reader.Skip(tag);
                    }

                    break;
            }
        }

        state.Point.First = state.Point.Last;
        state.Point.Distribution = kind switch
        {
            InstrumentKind.Histogram => CreateHistogram(state),
            InstrumentKind.ExponentialHistogram => new ExponentialDistribution(
                state.Scale, state.ZeroCount, 0, state.Positive ?? ExponentialBuckets.Empty, state.Negative ?? ExponentialBuckets.Empty),
            InstrumentKind.Summary => new QuantileDistribution([.. state.Bounds ?? []], [.. state.QuantileValues ?? []]),
            _ => null,
        };
        decoded = new DecodedPoint(
            state.Point,
            state.Attributes ?? (IReadOnlyList<AttributeValue>)[],
            state.Exemplars ?? (IReadOnlyList<ExemplarRecord>)[],
            state.IsOverflow);
        return (state.Flags & OtlpFields.Point.NoRecordedValue) == 0;
    }

    private bool ReadNumberField(uint tag, ref ProtobufReader reader, ref State state)
    {
        switch (tag)
        {
            case OtlpFields.NumberPoint.AsDouble:
                state.Point.Value = reader.ReadDouble();
                return true;
            case OtlpFields.NumberPoint.AsInt:
                state.Point.Value = (long)reader.ReadFixed64();
                return true;
            case OtlpFields.NumberPoint.Attributes:
                ReadAttribute(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.NumberPoint.Exemplars:
                ReadExemplar(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.NumberPoint.Flags:
                state.Flags = reader.ReadVarint();
                return true;
            default:
                return false;
        }
    }

    private bool ReadHistogramField(uint tag, ref ProtobufReader reader, ref State state)
    {
        switch (tag)
        {
            case OtlpFields.HistogramPoint.Count:
                state.Point.Count = reader.ReadFixed64();
                return true;
            case OtlpFields.HistogramPoint.Sum:
                state.Point.Value = reader.ReadDouble();
                return true;
            case OtlpFields.HistogramPoint.BucketCounts:
                var counts = new ProtobufReader(reader.ReadBytes());

                while (!counts.IsAtEnd)
                {
                    AddBounded(state.Counts ??= [], counts.ReadFixed64());
                }

                return true;
            case OtlpFields.HistogramPoint.BucketCount:
                AddBounded(state.Counts ??= [], reader.ReadFixed64());
                return true;
            case OtlpFields.HistogramPoint.ExplicitBounds:
                var bounds = new ProtobufReader(reader.ReadBytes());

                while (!bounds.IsAtEnd)
                {
                    AddBounded(state.Bounds ??= [], bounds.ReadDouble());
                }

                return true;
            case OtlpFields.HistogramPoint.ExplicitBound:
                AddBounded(state.Bounds ??= [], reader.ReadDouble());
                return true;
            case OtlpFields.HistogramPoint.Attributes:
                ReadAttribute(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.HistogramPoint.Exemplars:
                ReadExemplar(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.HistogramPoint.Flags:
                state.Flags = reader.ReadVarint();
                return true;
            default:
                return false;
        }
    }

    private bool ReadExponentialField(uint tag, ref ProtobufReader reader, ref State state)
    {
        switch (tag)
        {
            case OtlpFields.ExponentialPoint.Count:
                state.Point.Count = reader.ReadFixed64();
                return true;
            case OtlpFields.ExponentialPoint.Sum:
                state.Point.Value = reader.ReadDouble();
                return true;
            case OtlpFields.ExponentialPoint.Scale:
                // The specification's range; beyond it, powers of two are no numbers any more.
                state.Scale = (int)Math.Clamp(reader.ReadZigZag(), -10, 20);
                return true;
            case OtlpFields.ExponentialPoint.ZeroCount:
                state.ZeroCount = reader.ReadFixed64();
                return true;
            case OtlpFields.ExponentialPoint.Positive:
                state.Positive = ReadBuckets(reader.ReadBytes());
                return true;
            case OtlpFields.ExponentialPoint.Negative:
                state.Negative = ReadBuckets(reader.ReadBytes());
                return true;
            case OtlpFields.ExponentialPoint.Attributes:
                ReadAttribute(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.ExponentialPoint.Exemplars:
                ReadExemplar(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.ExponentialPoint.Flags:
                state.Flags = reader.ReadVarint();
                return true;
            default:
                return false;
        }
    }

    private bool ReadSummaryField(uint tag, ref ProtobufReader reader, ref State state)
    {
        switch (tag)
        {
            case OtlpFields.SummaryPoint.Count:
                state.Point.Count = reader.ReadFixed64();
                return true;
            case OtlpFields.SummaryPoint.Sum:
                state.Point.Value = reader.ReadDouble();
                return true;
            case OtlpFields.SummaryPoint.Quantiles:
                var quantile = 0.0;
                var value = 0.0;
                var pair = new ProtobufReader(reader.ReadBytes());

                while (pair.ReadTag() is var pairTag and not 0)
                {
                    switch (pairTag)
                    {
                        case OtlpFields.ValueAtQuantile.Quantile:
                            quantile = pair.ReadDouble();
                            break;
                        case OtlpFields.ValueAtQuantile.Value:
                            value = pair.ReadDouble();
                            break;
                        default:
                            pair.Skip(pairTag);
                            break;
                    }
                }

                AddBounded(state.Bounds ??= [], quantile);
                AddBounded(state.QuantileValues ??= [], value);
                return true;
            case OtlpFields.SummaryPoint.Attributes:
                ReadAttribute(reader.ReadBytes(), ref state);
                return true;
            case OtlpFields.SummaryPoint.Flags:
                state.Flags = reader.ReadVarint();
                return true;
            default:
                return false;
        }
    }

    private static ExponentialBuckets ReadBuckets(ReadOnlySpan<byte> message)
    {
        var offset = 0;
        var counts = new List<ulong>();
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.ExponentialBuckets.Offset:
                    offset = (int)reader.ReadZigZag();
                    break;
                case OtlpFields.ExponentialBuckets.Counts:
                    var packed = new ProtobufReader(reader.ReadBytes());

                    while (!packed.IsAtEnd)
                    {
                        AddBounded(counts, packed.ReadVarint());
                    }

                    break;
                case OtlpFields.ExponentialBuckets.Count:
                    AddBounded(counts, reader.ReadVarint());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return counts.Count == 0 ? ExponentialBuckets.Empty : new ExponentialBuckets(offset, [.. counts]);
    }

    private static ExplicitDistribution? CreateHistogram(in State state)
    {
        var bounds = state.Bounds ?? [];
        var counts = state.Counts ?? [];

        // Without buckets it is a count and a sum, which OTLP allows.
        return counts.Count == bounds.Count + 1 && bounds.Count > 0 ? new ExplicitDistribution([.. bounds], [.. counts]) : null;
    }

    private void ReadAttribute(ReadOnlySpan<byte> keyValue, ref State state)
    {
        AttributeReader.Validate(keyValue);
        state.Attributes ??= [];

        if (state.Attributes.Count < limits.MaxAttributeCount)
        {
            AttributeReader.Split(keyValue, out var key, out var value);
            var text = AnyValueReader.ReadText(value);
            state.IsOverflow |= key.SequenceEqual("otel.metric.overflow"u8) && text == "true";
            state.Attributes.Add(new AttributeValue(
                strings.Get(key), text.Length <= limits.MaxAttributeLength ? text : text[..limits.MaxAttributeLength]));
        }
    }

    private static void ReadExemplar(ReadOnlySpan<byte> message, ref State state)
    {
        ulong time = 0;
        var value = 0.0;
        TraceId traceId = default;
        SpanId spanId = default;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Exemplar.Time:
                    time = reader.ReadFixed64();
                    break;
                case OtlpFields.Exemplar.AsDouble:
                    value = reader.ReadDouble();
                    break;
                case OtlpFields.Exemplar.AsInt:
                    value = (long)reader.ReadFixed64();
                    break;
                case OtlpFields.Exemplar.TraceId:
                    traceId = TraceId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Exemplar.SpanId:
                    spanId = SpanId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Exemplar.Attributes:
                    AttributeReader.Validate(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        // An exemplar without a trace leads nowhere.
        if (!traceId.IsEmpty)
        {
            (state.Exemplars ??= []).Add(new ExemplarRecord(
                time, value, traceId, spanId, AttributeReader.ReadAll(message, OtlpFields.Exemplar.Attributes)));
        }
    }

    private static void AddBounded<T>(List<T> list, T item)
    {
        if (list.Count >= MaxBuckets)
        {
            throw new MalformedTelemetryException($"A point has more than {MaxBuckets} buckets.");
        }

        list.Add(item);
    }

    private struct State
    {
        public MetricPoint Point;
        public ulong Flags;
        public bool IsOverflow;
        public int Scale;
        public ulong ZeroCount;
        public List<ulong>? Counts;
        public List<double>? Bounds;
        public List<double>? QuantileValues;
        public ExponentialBuckets? Positive;
        public ExponentialBuckets? Negative;
        public List<AttributeValue>? Attributes;
        public List<ExemplarRecord>? Exemplars;
    }
}
