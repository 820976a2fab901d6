using System.Runtime.InteropServices;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Telemetry.Metrics;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>Reads metric export requests into the store's time series.</summary>
internal sealed class MetricDecoder(
    DashboardSettings settings, ResourceCatalog resources, ScopeCatalog scopes, Utf8StringPool strings, MetricStore store)
{
    private const ulong Delta = 1;

    private readonly PointDecoder _points = new(settings.TelemetryLimits, strings);

    /// <summary>Stores all points of a request, or none when the request is malformed.</summary>
    /// <exception cref="MalformedTelemetryException">The bytes are no ExportMetricsServiceRequest.</exception>
    public DecodeResult Decode(ReadOnlySpan<byte> request)
    {
        var points = new List<DecodedPoint>();
        var rejected = 0;
        var reader = new ProtobufReader(request);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ResourceItems)
            {
                DecodeResource(reader.ReadBytes(), points, ref rejected);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        // Only now, when all of the request is known to be well-formed.
        Instrument? instrument = null;

        foreach (ref readonly var point in CollectionsMarshal.AsSpan(points))
        {
            if (instrument is null || instrument.Resource != point.Resource || instrument.Summary != point.Summary)
            {
                instrument = store.Resolve(point.Resource, point.Scope, point.Summary);
            }

            instrument.HasOverflow |= point.IsOverflow;
            var series = store.Add(instrument, point.Attributes, point.Point, point.IsDelta);

            foreach (var exemplar in point.Exemplars)
            {
                store.AddExemplar(series, exemplar);
            }
        }

        store.Complete();
        return new DecodeResult(points.Count, rejected, rejected > 0 ? "A metric needs a name and data of a known kind." : "");
    }

    private void DecodeResource(ReadOnlySpan<byte> message, List<DecodedPoint> points, ref int rejected)
    {
        var resource = resources.Resolve(Envelope.FindHead(message), TelemetryKind.Metrics);
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.ScopeItems)
            {
                DecodeScope(reader.ReadBytes(), resource, points, ref rejected);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void DecodeScope(ReadOnlySpan<byte> message, ResourceEntry resource, List<DecodedPoint> points, ref int rejected)
    {
        var scope = scopes.Resolve(Envelope.FindHead(message));
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.Items)
            {
                DecodeMetric(reader.ReadBytes(), resource, scope, points, ref rejected);
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private void DecodeMetric(ReadOnlySpan<byte> message, ResourceEntry resource, ScopeEntry scope, List<DecodedPoint> points, ref int rejected)
    {
        var name = "";
        var description = "";
        var unit = "";
        uint dataTag = 0;
        ReadOnlySpan<byte> data = default;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Metric.Name:
                    name = strings.Get(reader.ReadBytes());
                    break;
                case OtlpFields.Metric.Description:
                    description = strings.Get(reader.ReadBytes());
                    break;
                case OtlpFields.Metric.Unit:
                    unit = strings.Get(reader.ReadBytes());
                    break;
                case OtlpFields.Metric.Gauge:
                case OtlpFields.Metric.Sum:
                case OtlpFields.Metric.Histogram:
                case OtlpFields.Metric.ExponentialHistogram:
                case OtlpFields.Metric.Summary:
                    dataTag = tag;
                    data = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (name.Length == 0 || dataTag == 0)
        {
            rejected++;
            return;
        }

        var (isDelta, isMonotonic) = ReadAggregation(data);
        var kind = dataTag switch
        {
            OtlpFields.Metric.Sum => isMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
            OtlpFields.Metric.Histogram => InstrumentKind.Histogram,
            OtlpFields.Metric.ExponentialHistogram => InstrumentKind.ExponentialHistogram,
            OtlpFields.Metric.Summary => InstrumentKind.Summary,
            _ => InstrumentKind.Gauge,
        };
        var summary = new InstrumentSummary(scope.Name, name, description, unit, kind);
        reader = new ProtobufReader(data);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.MetricData.DataPoints)
            {
                if (_points.TryDecode(kind, reader.ReadBytes(), out var point))
                {
                    points.Add(point with { Resource = resource, Scope = scope, Summary = summary, IsDelta = isDelta });
                }
            }
            else
            {
                reader.Skip(tag);
            }
        }
    }

    private static (bool IsDelta, bool IsMonotonic) ReadAggregation(ReadOnlySpan<byte> data)
    {
        var isDelta = false;
        var isMonotonic = false;
        var reader = new ProtobufReader(data);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.MetricData.Temporality:
                    isDelta = reader.ReadVarint() == Delta;
                    break;
                case OtlpFields.MetricData.IsMonotonic:
                    isMonotonic = reader.ReadVarint() != 0;
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return (isDelta, isMonotonic);
    }
}
