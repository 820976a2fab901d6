using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Turns OTLP's AnyValue into the text that is shown.</summary>
internal static class AnyValueReader
{
    // What is shown is escaped where it is shown; here, only JSON's own rules count.
    private static readonly JsonWriterOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as text: a string as it is, lists and maps as JSON, bytes as base64, nothing as the empty text.</summary>
    public static string ReadText(ReadOnlySpan<byte> value)
    {
        var reader = new ProtobufReader(value);
        var text = "";

        // The last of several wins, as protobuf has it.
        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.AnyValue.String:
                    text = Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                case OtlpFields.AnyValue.Bool:
                    text = reader.ReadVarint() != 0 ? "true" : "false";
                    break;
                case OtlpFields.AnyValue.Int:
                    text = ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture);
                    break;
                case OtlpFields.AnyValue.Double:
                    text = reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture);
                    break;
                case OtlpFields.AnyValue.Bytes:
                    text = Convert.ToBase64String(reader.ReadBytes());
                    break;
                case OtlpFields.AnyValue.Array:
                case OtlpFields.AnyValue.KeyValueList:
                    reader.ReadBytes();
                    text = ReadJson(value);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return text;
    }

    /// <summary>Walks through the value and everything in it.</summary>
    /// <returns>The bytes of the longest text in it.</returns>
    /// <exception cref="MalformedTelemetryException">It is malformed, or nested deeper than <see cref="Wire.MaxDepth"/>.</exception>
    public static int Validate(ReadOnlySpan<byte> value, int depth = 0)
    {
        if (depth > Wire.MaxDepth)
        {
            throw new MalformedTelemetryException($"A value is nested deeper than {Wire.MaxDepth} levels.");
        }

        var reader = new ProtobufReader(value);
        var longest = 0;

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.AnyValue.String:
                case OtlpFields.AnyValue.Bytes:
                    longest = Math.Max(longest, reader.ReadBytes().Length);
                    break;
                case OtlpFields.AnyValue.Array:
                    var items = new ProtobufReader(reader.ReadBytes());

                    while (items.ReadTag() is var itemTag and not 0)
                    {
                        if (itemTag == OtlpFields.List.Values)
                        {
                            longest = Math.Max(longest, Validate(items.ReadBytes(), depth + 1));
                        }
                        else
                        {
                            items.Skip(itemTag);
                        }
                    }

                    break;
                case OtlpFields.AnyValue.KeyValueList:
                    var entries = new ProtobufReader(reader.ReadBytes());

                    while (entries.ReadTag() is var entryTag and not 0)
                    {
                        if (entryTag == OtlpFields.List.Values)
                        {
                            longest = Math.Max(longest, AttributeReader.Validate(entries.ReadBytes(), depth + 1));
                        }
                        else
                        {
                            entries.Skip(entryTag);
                        }
                    }

                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return longest;
    }

    private static string ReadJson(ReadOnlySpan<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>();

        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            WriteJson(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteJson(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        var reader = new ProtobufReader(value);
        var written = false;

        while (!written && reader.ReadTag() is var tag and not 0)
        {
            written = true;

            switch (tag)
            {
                case OtlpFields.AnyValue.String:
                    json.WriteStringValue(Encoding.UTF8.GetString(reader.ReadBytes()));
                    break;
                case OtlpFields.AnyValue.Bool:
                    json.WriteBooleanValue(reader.ReadVarint() != 0);
                    break;
                case OtlpFields.AnyValue.Int:
                    json.WriteNumberValue((long)reader.ReadVarint());
                    break;
                case OtlpFields.AnyValue.Double:
                    WriteNumber(json, reader.ReadDouble());
                    break;
                case OtlpFields.AnyValue.Bytes:
                    json.WriteBase64StringValue(reader.ReadBytes());
                    break;
                case OtlpFields.AnyValue.Array:
                    WriteArray(json, reader.ReadBytes());
                    break;
                case OtlpFields.AnyValue.KeyValueList:
                    WriteObject(json, reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    written = false;
                    break;
            }
        }

        if (!written)
        {
            json.WriteNullValue();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(number.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteArray(Utf8JsonWriter json, ReadOnlySpan<byte> array)
    {
        json.WriteStartArray();
        var items = new ProtobufReader(array);

        while (items.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.List.Values)
            {
                WriteJson(json, items.ReadBytes());
            }
            else
            {
                items.Skip(tag);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, ReadOnlySpan<byte> map)
    {
        json.WriteStartObject();
        var entries = new ProtobufReader(map);

        while (entries.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.List.Values)
            {
                AttributeReader.Split(entries.ReadBytes(), out var key, out var value);
                json.WritePropertyName(Encoding.UTF8.GetString(key));
                WriteJson(json, value);
            }
            else
            {
                entries.Skip(tag);
            }
        }

        json.WriteEndObject();
    }
}
