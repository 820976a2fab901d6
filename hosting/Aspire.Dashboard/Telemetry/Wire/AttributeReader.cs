using System.Text;

namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Reads attributes (OTLP's KeyValue) out of the bytes they came in.</summary>
internal static class AttributeReader
{
    /// <summary>Reads all attributes among the fields of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="attributesTag">The tag of its attributes.</param>
    public static IReadOnlyList<AttributeValue> ReadAll(ReadOnlySpan<byte> message, uint attributesTag)
    {
        List<AttributeValue>? attributes = null;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == attributesTag)
            {
                Split(reader.ReadBytes(), out var key, out var value);
                (attributes ??= []).Add(new AttributeValue(Encoding.UTF8.GetString(key), AnyValueReader.ReadText(value)));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return attributes ?? (IReadOnlyList<AttributeValue>)[];
    }

    /// <summary>The text of one attribute; null when the message does not have it.</summary>
    public static string? Find(ReadOnlySpan<byte> message, uint attributesTag, ReadOnlySpan<byte> name)
    {
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag != attributesTag)
            {
                reader.Skip(tag);
                continue;
            }

            Split(reader.ReadBytes(), out var key, out var value);

            if (key.SequenceEqual(name))
            {
                return AnyValueReader.ReadText(value);
            }
        }

        return null;
    }

    /// <summary>The two halves of one attribute.</summary>
    public static void Split(ReadOnlySpan<byte> keyValue, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        var reader = new ProtobufReader(keyValue);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.KeyValue.Key:
                    key = reader.ReadBytes();
                    break;
                case OtlpFields.KeyValue.Value:
                    value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    /// <summary>Walks through one attribute; see <see cref="AnyValueReader.Validate"/>.</summary>
    public static int Validate(ReadOnlySpan<byte> keyValue, int depth = 0)
    {
        var reader = new ProtobufReader(keyValue);
        var longest = 0;

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.KeyValue.Value)
            {
                longest = Math.Max(longest, AnyValueReader.Validate(reader.ReadBytes(), depth));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return longest;
    }
}
