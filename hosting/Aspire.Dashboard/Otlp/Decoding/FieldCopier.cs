using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>Copies the fields of a record that are kept as bytes, checking them on the way: what is stored can be read later without surprise.</summary>
internal ref struct FieldCopier(Span<byte> destination, TelemetryLimitSettings limits)
{
    private readonly Span<byte> _destination = destination;
    private int _attributes;
    private int _events;

    public int Length { get; private set; }

    public void Copy(ReadOnlySpan<byte> rawField)
    {
        rawField.CopyTo(_destination[Length..]);
        Length += rawField.Length;
    }

    /// <summary>An attribute, unless there are too many of them; its text is cut if it is too long.</summary>
    public void CopyAttribute(uint tag, ReadOnlySpan<byte> keyValue, ReadOnlySpan<byte> rawField)
    {
        var longest = AttributeReader.Validate(keyValue);

        if (_attributes++ >= limits.MaxAttributeCount)
        {
            return;
        }

        if (longest <= limits.MaxAttributeLength)
        {
            Copy(rawField);
            return;
        }

        AttributeReader.Split(keyValue, out var key, out var value);
        using var cut = new ProtobufWriter();
        var attribute = cut.BeginMessage(OtlpFields.Number(tag));
        cut.WriteBytes(OtlpFields.Number(OtlpFields.KeyValue.Key), key);
        var any = cut.BeginMessage(OtlpFields.Number(OtlpFields.KeyValue.Value));
        cut.WriteString(OtlpFields.Number(OtlpFields.AnyValue.String), Cut(AnyValueReader.ReadText(value)));
        cut.EndLength(any);
        cut.EndLength(attribute);

        // A list or map becomes its JSON, cut; that can be longer than the original only if there is hardly anything to cut.
        if (cut.Length <= rawField.Length)
        {
            Copy(cut.Written);
        }
    }

    /// <summary>An embedded message with attributes of its own (an event, a link), unless there are too many of them.</summary>
    public void CopyEvent(ReadOnlySpan<byte> message, uint attributesTag, ReadOnlySpan<byte> rawField)
    {
        var tooMany = _events++ >= limits.MaxSpanEventCount;
        CopyNested(message, attributesTag, rawField, tooMany);
    }

    public void CopyLink(ReadOnlySpan<byte> message, uint attributesTag, ReadOnlySpan<byte> rawField) =>
        CopyNested(message, attributesTag, rawField, isDropped: false);

    private void CopyNested(ReadOnlySpan<byte> message, uint attributesTag, ReadOnlySpan<byte> rawField, bool isDropped)
    {
        var reader = new ProtobufReader(message);
        var count = 0;
        var longest = 0;

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == attributesTag)
            {
                count++;
                longest = Math.Max(longest, AttributeReader.Validate(reader.ReadBytes()));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        if (isDropped)
        {
            return;
        }

        if (count <= limits.MaxAttributeCount && longest <= limits.MaxAttributeLength)
        {
            Copy(rawField);
            return;
        }

        CopyNestedWithinLimits(message, attributesTag, rawField);
    }

    private void CopyNestedWithinLimits(ReadOnlySpan<byte> message, uint attributesTag, ReadOnlySpan<byte> rawField)
    {
        var rented = new byte[message.Length];
        var inner = new FieldCopier(rented, limits);
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == attributesTag)
            {
                var attribute = reader.ReadBytes();
                inner.CopyAttribute(tag, attribute, reader.RawField);
            }
            else
            {
                reader.Skip(tag);
                inner.Copy(reader.RawField);
            }
        }

        var outer = new ProtobufReader(rawField);
        using var cut = new ProtobufWriter();
        cut.WriteBytes(OtlpFields.Number(outer.ReadTag()), rented.AsSpan(0, inner.Length));
        Copy(cut.Written);
    }

    private readonly ReadOnlySpan<char> Cut(string text)
    {
        var length = Math.Min(text.Length, limits.MaxAttributeLength);

        // Never through the middle of a character.
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return text.AsSpan(0, length);
    }
}
