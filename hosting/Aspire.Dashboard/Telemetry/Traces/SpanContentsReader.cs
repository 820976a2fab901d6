using System.Text;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Reads what a span keeps as bytes.</summary>
internal static class SpanContentsReader
{
    public static SpanContents Read(SpanRecord span, IReadOnlyList<SpanLink> backLinks)
    {
        var statusMessage = "";
        var traceState = "";
        var events = new List<SpanEvent>();
        var links = new List<SpanLink>();
        var contents = span.Contents.Span;
        var reader = new ProtobufReader(contents);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Span.Status:
                    statusMessage = ReadStatusMessage(reader.ReadBytes());
                    break;
                case OtlpFields.Span.TraceState:
                    traceState = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case OtlpFields.Span.Events:
                    events.Add(ReadEvent(reader.ReadBytes()));
                    break;
                case OtlpFields.Span.Links:
                    links.Add(ReadLink(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return new SpanContents(
            statusMessage,
            traceState,
            AttributeReader.ReadAll(contents, OtlpFields.Span.Attributes),
            [.. events.OrderBy(happened => happened.Time)],
            [.. links, .. backLinks]);
    }

    /// <summary>The spans that a span refers to.</summary>
    public static IEnumerable<SpanLink> ReadLinks(SpanRecord span)
    {
        List<SpanLink>? links = null;
        var reader = new ProtobufReader(span.Contents.Span);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Span.Links)
            {
                (links ??= []).Add(ReadLink(reader.ReadBytes()));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return links ?? (IEnumerable<SpanLink>)[];
    }

    public static string ReadStatusMessage(SpanRecord span)
    {
        var reader = new ProtobufReader(span.Contents.Span);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Span.Status)
            {
                return ReadStatusMessage(reader.ReadBytes());
            }

            reader.Skip(tag);
        }

        return "";
    }

    private static string ReadStatusMessage(ReadOnlySpan<byte> message)
    {
        var text = "";
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Status.Message)
            {
                text = Encoding.UTF8.GetString(reader.ReadBytes());
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return text;
    }

    private static SpanEvent ReadEvent(ReadOnlySpan<byte> message)
    {
        ulong time = 0;
        var name = "";
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Event.Time:
                    time = reader.ReadFixed64();
                    break;
                case OtlpFields.Event.Name:
                    name = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return new SpanEvent(name, UnixTime.ToDateTime(time), AttributeReader.ReadAll(message, OtlpFields.Event.Attributes));
    }

    private static SpanLink ReadLink(ReadOnlySpan<byte> message)
    {
        TraceId traceId = default;
        SpanId spanId = default;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Link.TraceId:
                    traceId = TraceId.FromBytes(reader.ReadBytes());
                    break;
                case OtlpFields.Link.SpanId:
                    spanId = SpanId.FromBytes(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return new SpanLink(traceId, spanId, IsBackLink: false, AttributeReader.ReadAll(message, OtlpFields.Link.Attributes));
    }
}
