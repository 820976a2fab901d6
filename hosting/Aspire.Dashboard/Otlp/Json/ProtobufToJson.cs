using System.Globalization;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>Writes an OTLP message in protobuf as OTLP's JSON.</summary>
internal static class ProtobufToJson
{
    public static void Write(ReadOnlySpan<byte> message, JsonMessage description, Utf8JsonWriter json)
    {
        json.WriteStartObject();

        // Field by field: in protobuf, the items of a list may be anywhere; in JSON, they stand together.
        foreach (var field in description.Fields)
        {
            if (field.IsRepeated)
            {
                WriteList(message, field, json);
            }
            else
            {
                WriteSingle(message, field, json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteSingle(ReadOnlySpan<byte> message, JsonField field, Utf8JsonWriter json)
    {
        var found = ReadOnlySpan<byte>.Empty;
        var isFound = false;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            reader.Skip(tag);

            if (tag == field.Tag)
            {
                found = reader.RawField;
                isFound = true;
            }
        }

        if (isFound)
        {
            json.WritePropertyName(field.Name);
            var value = new ProtobufReader(found);
            var tag = value.ReadTag();
            WriteValue(ref value, tag, field, json);
        }
    }

    private static void WriteList(ReadOnlySpan<byte> message, JsonField field, Utf8JsonWriter json)
    {
        var isOpen = false;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            var isPacked = tag == field.PackedTag;

            if (tag != field.Tag && !isPacked)
            {
                reader.Skip(tag);
                continue;
            }

            if (!isOpen)
            {
                json.WritePropertyName(field.Name);
                json.WriteStartArray();
                isOpen = true;
            }

            if (isPacked)
            {
                var packed = new ProtobufReader(reader.ReadBytes());

                while (!packed.IsAtEnd)
                {
                    WriteValue(ref packed, tag, field, json);
                }
            }
            else
            {
                WriteValue(ref reader, tag, field, json);
            }
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteValue(ref ProtobufReader reader, uint tag, JsonField field, Utf8JsonWriter json)
    {
        switch (field.Kind)
        {
            case JsonFieldKind.Message:
                Write(reader.ReadBytes(), field.Message!, json);
                break;
            case JsonFieldKind.String:
                // Decoding first replaces what is no UTF-8, which a JSON writer would refuse.
                json.WriteStringValue(Encoding.UTF8.GetString(reader.ReadBytes()));
                break;
            case JsonFieldKind.Id:
                json.WriteStringValue(Convert.ToHexStringLower(reader.ReadBytes()));
                break;
            case JsonFieldKind.Bytes:
                json.WriteBase64StringValue(reader.ReadBytes());
                break;
            case JsonFieldKind.Bool:
                json.WriteBooleanValue(reader.ReadVarint() != 0);
                break;
            case JsonFieldKind.Double:
                WriteDouble(reader.ReadDouble(), json);
                break;
            case JsonFieldKind.Fixed32:
                json.WriteNumberValue(reader.ReadFixed32());
                break;
            case JsonFieldKind.Fixed64:
                json.WriteStringValue(reader.ReadFixed64().ToString(CultureInfo.InvariantCulture));
                break;
            case JsonFieldKind.SFixed64:
                json.WriteStringValue(((long)reader.ReadFixed64()).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonFieldKind.UInt64:
                json.WriteStringValue(reader.ReadVarint().ToString(CultureInfo.InvariantCulture));
                break;
            case JsonFieldKind.Int64:
                json.WriteStringValue(((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                break;
            case JsonFieldKind.SInt32:
                json.WriteNumberValue(reader.ReadZigZag());
                break;
            case JsonFieldKind.Int32:
            case JsonFieldKind.Enum:
                json.WriteNumberValue((long)reader.ReadVarint());
                break;
            default:
                reader.Skip(tag);
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteDouble(double value, Utf8JsonWriter json)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
