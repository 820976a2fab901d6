using System.Text;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Logs;

/// <summary>Reads what a log record keeps as bytes.</summary>
internal static class LogContents
{
    private const string TemplateAttribute = "{OriginalFormat}";

    /// <summary>The rendered message.</summary>
    public static string ReadMessage(LogRecord record)
    {
        var contents = record.Contents.Span;
        var body = ReadBody(contents);

        // A sender that does not render leaves the template in the body; then it is rendered here.
        return body.Contains('{', StringComparison.Ordinal) && AttributeReader.Find(contents, OtlpFields.LogRecord.Attributes, "{OriginalFormat}"u8) == body
            ? Render(body, AttributeReader.ReadAll(contents, OtlpFields.LogRecord.Attributes))
            : body;
    }

    public static string? ReadEventName(LogRecord record)
    {
        var reader = new ProtobufReader(record.Contents.Span);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.LogRecord.EventName)
            {
                return Encoding.UTF8.GetString(reader.ReadBytes()) is { Length: > 0 } name ? name : null;
            }

            reader.Skip(tag);
        }

        return AttributeReader.Find(record.Contents.Span, OtlpFields.LogRecord.Attributes, "event.name"u8);
    }

    public static LogEntry ToEntry(LogRecord record)
    {
        var attributes = AttributeReader.ReadAll(record.Contents.Span, OtlpFields.LogRecord.Attributes);
        var template = Find(attributes, TemplateAttribute);

        return new LogEntry
        {
            Id = record.Id,
            Resource = record.Resource.Current,
            Time = UnixTime.ToDateTime(record.Time),
            Level = record.Level,
            SeverityText = record.SeverityText,
            Message = ReadMessage(record),
            Template = template,
            Category = record.Scope.Name,
            EventName = ReadEventName(record),
            TraceId = record.TraceId,
            SpanId = record.SpanId,
            Attributes = template is null ? attributes : [.. attributes.Where(attribute => attribute.Name != TemplateAttribute)],
            Exception = ReadException(attributes),
        };
    }

    private static string ReadBody(ReadOnlySpan<byte> contents)
    {
        var reader = new ProtobufReader(contents);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.LogRecord.Body)
            {
                return AnyValueReader.ReadText(reader.ReadBytes());
            }

            reader.Skip(tag);
        }

        return "";
    }

    private static string? ReadException(IReadOnlyList<AttributeValue> attributes)
    {
        if (Find(attributes, "exception.stacktrace") is { Length: > 0 } stackTrace)
        {
            return stackTrace;
        }

        var type = Find(attributes, "exception.type");
        var message = Find(attributes, "exception.message");
        return (type, message) switch
        {
            (null, null) => null,
            (null, _) => message,
            (_, null) => type,
            _ => $"{type}: {message}",
        };
    }

    private static string? Find(IReadOnlyList<AttributeValue> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>Puts values into a message template's holes (<c>{Name}</c>, <c>{Name:format}</c>; messagetemplates.org).</summary>
    private static string Render(string template, IReadOnlyList<AttributeValue> attributes)
    {
        var text = new StringBuilder(template.Length * 2);

        for (var i = 0; i < template.Length; i++)
        {
            var current = template[i];

            if (current is '{' or '}' && i + 1 < template.Length && template[i + 1] == current)
            {
                text.Append(current);
                i++;
                continue;
            }

            var end = current == '{' ? template.IndexOf('}', i) : -1;

            if (end < 0)
            {
                text.Append(current);
                continue;
            }

            var hole = template.AsSpan(i + 1, end - i - 1);
            var nameEnd = hole.IndexOfAny(',', ':');
            var name = (nameEnd < 0 ? hole : hole[..nameEnd]).TrimStart("@$").ToString();
            text.Append(Find(attributes, name) ?? template[i..(end + 1)]);
            i = end;
        }

        return text.ToString();
    }
}
