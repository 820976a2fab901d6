using System.Buffers.Binary;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Traces;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Export;

/// <summary>Writes what is kept as OTLP again: the way back of the decoders.</summary>
/// <remarks>Each writer holds one element of the export request's list (ResourceSpans, …) and is valid until the next one is asked for.</remarks>
internal sealed class OtlpEncoder(TraceStore traces, LogStore logs, MetricStore metrics)
{
    // So that a session of any size goes through a buffer of a few hundred kilobytes.
    private const int RecordsInOne = 500;
    private const ulong Cumulative = 2;

    public IEnumerable<ProtobufWriter> Encode(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => EncodeTraces(),
        OtlpSignal.Logs => EncodeLogs(),
        _ => EncodeMetrics(),
    };

    private IEnumerable<ProtobufWriter> EncodeTraces()
    {
        using var writer = new ProtobufWriter();
        var spans = traces.GetSnapshots().SelectMany(trace => trace.All.ToArray().Select(span => (trace.Id, Span: span)));

        foreach (var group in spans.GroupBy(entry => (entry.Span.Resource, entry.Span.Scope)))
        {
            foreach (var part in group.Chunk(RecordsInOne))
            {
                Write(writer, group.Key.Resource, group.Key.Scope, part, WriteSpan);
                yield return writer;
            }
        }
    }

    private IEnumerable<ProtobufWriter> EncodeLogs()
    {
        using var writer = new ProtobufWriter();

        foreach (var group in logs.GetSnapshot(out _).GroupBy(record => (record.Resource, record.Scope)))
        {
            foreach (var part in group.Chunk(RecordsInOne))
            {
                Write(writer, group.Key.Resource, group.Key.Scope, part, WriteLogRecord);
                yield return writer;
            }
        }
    }

    private IEnumerable<ProtobufWriter> EncodeMetrics()
    {
        using var writer = new ProtobufWriter();

        foreach (var instrument in metrics.GetInstruments(null))
        {
            foreach (var series in instrument.Series.Values)
            {
                foreach (var part in series.GetPoints(0, out _).Chunk(RecordsInOne))
                {
                    Write(writer, instrument.Resource, instrument.Scope, [part], (target, points) => WriteMetric(target, instrument.Summary, series, points));
                    yield return writer;
                }
            }
        }
    }

    private static void Write<T>(
        ProtobufWriter writer, ResourceEntry resource, ScopeEntry scope, IReadOnlyList<T> items, Action<ProtobufWriter, T> write)
    {
        writer.Clear();
        writer.WriteBytes(OtlpFields.Number(OtlpFields.Envelope.Resource), resource.Raw);
        var group = writer.BeginMessage(OtlpFields.Number(OtlpFields.Envelope.ScopeItems));
        var head = writer.BeginMessage(OtlpFields.Number(OtlpFields.Envelope.Scope));
        writer.WriteString(OtlpFields.Number(OtlpFields.Scope.Name), scope.Name);
        writer.WriteString(OtlpFields.Number(OtlpFields.Scope.Version), scope.Version);
        writer.EndLength(head);

        foreach (var item in items)
        {
            var start = writer.BeginMessage(OtlpFields.Number(OtlpFields.Envelope.Items));
            write(writer, item);
            writer.EndLength(start);
        }

        writer.EndLength(group);
    }

    private static void WriteSpan(ProtobufWriter writer, (TraceId Id, SpanRecord Span) entry)
    {
        var span = entry.Span;
        WriteId(writer, OtlpFields.Span.TraceId, entry.Id);
        WriteId(writer, OtlpFields.Span.SpanId, span.SpanId);

        if (!span.ParentSpanId.IsEmpty)
        {
            WriteId(writer, OtlpFields.Span.ParentSpanId, span.ParentSpanId);
        }

        writer.WriteString(OtlpFields.Number(OtlpFields.Span.Name), span.Name);
        writer.WriteVarint(OtlpFields.Number(OtlpFields.Span.Kind), span.RawKind);
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.Span.StartTime), span.Start);
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.Span.EndTime), span.End);
        writer.WriteRaw(span.Contents.Span);
    }

    private static void WriteLogRecord(ProtobufWriter writer, LogRecord record)
    {
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.LogRecord.Time), record.Time);
        writer.WriteVarint(OtlpFields.Number(OtlpFields.LogRecord.SeverityNumber), record.SeverityNumber);
        writer.WriteString(OtlpFields.Number(OtlpFields.LogRecord.SeverityText), record.SeverityText);

        if (!record.TraceId.IsEmpty)
        {
            WriteId(writer, OtlpFields.LogRecord.TraceId, record.TraceId);
        }

        if (!record.SpanId.IsEmpty)
        {
            WriteId(writer, OtlpFields.LogRecord.SpanId, record.SpanId);
        }

        writer.WriteRaw(record.Contents.Span);
    }

    private static void WriteMetric(ProtobufWriter writer, InstrumentSummary summary, MetricSeries series, MetricPoint[] points)
    {
        writer.WriteString(OtlpFields.Number(OtlpFields.Metric.Name), summary.Name);
        writer.WriteString(OtlpFields.Number(OtlpFields.Metric.Description), summary.Description);
        writer.WriteString(OtlpFields.Number(OtlpFields.Metric.Unit), summary.Unit);
        var data = writer.BeginMessage(OtlpFields.Number(summary.Kind switch
        {
            InstrumentKind.Counter or InstrumentKind.UpDownCounter => OtlpFields.Metric.Sum,
            InstrumentKind.Histogram => OtlpFields.Metric.Histogram,
            InstrumentKind.ExponentialHistogram => OtlpFields.Metric.ExponentialHistogram,
            InstrumentKind.Summary => OtlpFields.Metric.Summary,
            _ => OtlpFields.Metric.Gauge,
        }));
        var exemplars = series.GetExemplars();

        for (var i = 0; i < points.Length; i++)
        {
            // A value that stayed is written at both ends of its time, as which it comes back the same.
            WritePoint(writer, summary.Kind, series, points[i], points[i].First, exemplars);

            if (points[i].Last != points[i].First)
            {
                WritePoint(writer, summary.Kind, series, points[i], points[i].Last, []);
            }

            exemplars = [];
        }

        if (summary.Kind is not (InstrumentKind.Gauge or InstrumentKind.Summary))
        {
            writer.WriteVarint(OtlpFields.Number(OtlpFields.MetricData.Temporality), Cumulative);
        }

        if (summary.Kind == InstrumentKind.Counter)
        {
            writer.WriteVarint(OtlpFields.Number(OtlpFields.MetricData.IsMonotonic), 1);
        }

        writer.EndLength(data);
    }

    private static void WritePoint(
        ProtobufWriter writer, InstrumentKind kind, MetricSeries series, in MetricPoint point, ulong time, IReadOnlyList<ExemplarRecord> exemplars)
    {
        var start = writer.BeginMessage(OtlpFields.Number(OtlpFields.MetricData.DataPoints));
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.Point.StartTime), point.Start);
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.Point.Time), time);

        var (attributesTag, exemplarsTag) = kind switch
        {
            InstrumentKind.Histogram => (OtlpFields.HistogramPoint.Attributes, OtlpFields.HistogramPoint.Exemplars),
            InstrumentKind.ExponentialHistogram => (OtlpFields.ExponentialPoint.Attributes, OtlpFields.ExponentialPoint.Exemplars),
            InstrumentKind.Summary => (OtlpFields.SummaryPoint.Attributes, 0u),
            _ => (OtlpFields.NumberPoint.Attributes, OtlpFields.NumberPoint.Exemplars),
        };

        if (kind is InstrumentKind.Histogram or InstrumentKind.ExponentialHistogram or InstrumentKind.Summary)
        {
            // Count and sum have the same numbers in all three.
            writer.WriteFixed64(OtlpFields.Number(OtlpFields.HistogramPoint.Count), point.Count);
            writer.WriteDouble(OtlpFields.Number(OtlpFields.HistogramPoint.Sum), point.Value);
            WriteDistribution(writer, point.Distribution);
        }
        else
        {
            writer.WriteDouble(OtlpFields.Number(OtlpFields.NumberPoint.AsDouble), point.Value);
        }

        foreach (var attribute in series.Attributes)
        {
            WriteAttribute(writer, attributesTag, attribute);
        }

        foreach (var exemplar in exemplars)
        {
            WriteExemplar(writer, exemplarsTag, exemplar);
        }

        writer.EndLength(start);
    }

    private static void WriteDistribution(ProtobufWriter writer, Distribution? distribution)
    {
        switch (distribution)
        {
            case ExplicitDistribution histogram:
                var counts = writer.BeginMessage(OtlpFields.Number(OtlpFields.HistogramPoint.BucketCounts));

                foreach (var count in histogram.Counts)
                {
                    writer.WriteFixed64(count);
                }

                writer.EndLength(counts);
                var bounds = writer.BeginMessage(OtlpFields.Number(OtlpFields.HistogramPoint.ExplicitBounds));

                foreach (var bound in histogram.Bounds)
                {
                    writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(bound));
                }

                writer.EndLength(bounds);
                break;
            case ExponentialDistribution exponential:
                writer.WriteTag(OtlpFields.Number(OtlpFields.ExponentialPoint.Scale), Wire.Varint);
                writer.WriteZigZag(exponential.Scale);
                writer.WriteFixed64(OtlpFields.Number(OtlpFields.ExponentialPoint.ZeroCount), exponential.ZeroCount);
                WriteBuckets(writer, OtlpFields.ExponentialPoint.Positive, exponential.Positive);
                WriteBuckets(writer, OtlpFields.ExponentialPoint.Negative, exponential.Negative);
                break;
            case QuantileDistribution quantiles:
                for (var i = 0; i < quantiles.Values.Length; i++)
                {
                    var pair = writer.BeginMessage(OtlpFields.Number(OtlpFields.SummaryPoint.Quantiles));
                    writer.WriteDouble(OtlpFields.Number(OtlpFields.ValueAtQuantile.Quantile), quantiles.Quantiles[i]);
                    writer.WriteDouble(OtlpFields.Number(OtlpFields.ValueAtQuantile.Value), quantiles.Values[i]);
                    writer.EndLength(pair);
                }

                break;
        }
    }

    private static void WriteBuckets(ProtobufWriter writer, uint tag, ExponentialBuckets buckets)
    {
        var start = writer.BeginMessage(OtlpFields.Number(tag));
        writer.WriteTag(OtlpFields.Number(OtlpFields.ExponentialBuckets.Offset), Wire.Varint);
        writer.WriteZigZag(buckets.Offset);
        var counts = writer.BeginMessage(OtlpFields.Number(OtlpFields.ExponentialBuckets.Counts));

        foreach (var count in buckets.Counts)
        {
            writer.WriteVarint(count);
        }

        writer.EndLength(counts);
        writer.EndLength(start);
    }

    private static void WriteExemplar(ProtobufWriter writer, uint tag, ExemplarRecord exemplar)
    {
        var start = writer.BeginMessage(OtlpFields.Number(tag));
        writer.WriteFixed64(OtlpFields.Number(OtlpFields.Exemplar.Time), exemplar.Time);
        writer.WriteDouble(OtlpFields.Number(OtlpFields.Exemplar.AsDouble), exemplar.Value);
        WriteId(writer, OtlpFields.Exemplar.TraceId, exemplar.TraceId);
        WriteId(writer, OtlpFields.Exemplar.SpanId, exemplar.SpanId);

        foreach (var attribute in exemplar.Attributes)
        {
            WriteAttribute(writer, OtlpFields.Exemplar.Attributes, attribute);
        }

        writer.EndLength(start);
    }

    private static void WriteAttribute(ProtobufWriter writer, uint tag, AttributeValue attribute)
    {
        var start = writer.BeginMessage(OtlpFields.Number(tag));
        writer.WriteString(OtlpFields.Number(OtlpFields.KeyValue.Key), attribute.Name);
        var value = writer.BeginMessage(OtlpFields.Number(OtlpFields.KeyValue.Value));
        writer.WriteString(OtlpFields.Number(OtlpFields.AnyValue.String), attribute.Value);
        writer.EndLength(value);
        writer.EndLength(start);
    }

    private static void WriteId(ProtobufWriter writer, uint tag, TraceId id)
    {
        Span<byte> bytes = stackalloc byte[TraceId.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], id.Low);
        writer.WriteBytes(OtlpFields.Number(tag), bytes);
    }

    private static void WriteId(ProtobufWriter writer, uint tag, SpanId id)
    {
        Span<byte> bytes = stackalloc byte[SpanId.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.Value);
        writer.WriteBytes(OtlpFields.Number(tag), bytes);
    }
}
