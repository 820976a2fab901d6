using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>Rewrites OTLP's JSON as protobuf, so that there is one decoder behind both.</summary>
/// <remarks>
/// OTLP's JSON is protobuf's with exceptions (OTLP specification, "JSON Protobuf Encoding"): ids are hexadecimal, enums
/// are numbers, unknown fields are passed over. As the protobuf mapping asks of readers, 64-bit numbers may come as
/// strings or as numbers, and null is the default.
/// </remarks>
internal static class JsonToProtobuf
{
    // An attribute's value nests four levels of JSON for one of AnyValue.
    private const int MaxJsonDepth = 4 * (Wire.MaxDepth + 4);

    /// <summary>Writes the message's fields.</summary>
    /// <exception cref="MalformedTelemetryException">The text is no JSON, or not of this message.</exception>
    public static void Write(ReadOnlySpan<byte> json, JsonMessage message, ProtobufWriter destination)
    {
        // A byte order mark is allowed before JSON and means nothing (RFC 8259, 8.1).
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json["\uFEFF"u8.Length..];
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxJsonDepth });

        try
        {
            reader.Read();
            WriteMessage(ref reader, message, destination);

            if (reader.Read())
            {
                throw new MalformedTelemetryException("There is something behind the JSON object.");
            }
        }
        catch (JsonException invalid)
        {
            throw new MalformedTelemetryException($"The message is not valid JSON: {invalid.Message}", invalid);
        }
        catch (Exception invalid) when (invalid is InvalidOperationException or FormatException or OverflowException)
        {
            throw new MalformedTelemetryException($"A JSON value is not what its field wants (near byte {reader.TokenStartIndex}).", invalid);
        }
    }

    private static void WriteMessage(ref Utf8JsonReader reader, JsonMessage message, ProtobufWriter destination)
    {
        Expect(ref reader, JsonTokenType.StartObject);

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = message.Find(ref reader);
            reader.Read();

            if (field is null)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.Null)
            {
                // An absent field.
            }
            else if (field.IsRepeated)
            {
                WriteList(ref reader, field, destination);
            }
            else
            {
                WriteField(ref reader, field, destination);
            }
        }
    }

    private static void WriteList(ref Utf8JsonReader reader, JsonField field, ProtobufWriter destination)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var isPacked = field.Kind is not (JsonFieldKind.Message or JsonFieldKind.String or JsonFieldKind.Bytes);
        var start = isPacked ? destination.BeginMessage(field.Number) : 0;

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (isPacked)
            {
                WriteNumber(ref reader, field, destination);
            }
            else
            {
                WriteField(ref reader, field, destination);
            }
        }

        if (isPacked)
        {
            destination.EndLength(start);
        }
    }

    private static void WriteField(ref Utf8JsonReader reader, JsonField field, ProtobufWriter destination)
    {
        switch (field.Kind)
        {
            case JsonFieldKind.Message:
                var start = destination.BeginMessage(field.Number);
                WriteMessage(ref reader, field.Message!, destination);
                destination.EndLength(start);
                break;
            case JsonFieldKind.String:
                Expect(ref reader, JsonTokenType.String);
                WriteText(ref reader, field.Number, destination);
                break;
            case JsonFieldKind.Id:
                Expect(ref reader, JsonTokenType.String);
                destination.WriteBytes(field.Number, Convert.FromHexString(reader.GetString()!));
                break;
            case JsonFieldKind.Bytes:
                Expect(ref reader, JsonTokenType.String);
                destination.WriteBytes(field.Number, reader.GetBytesFromBase64());
                break;
            default:
                destination.WriteVarint(field.Tag);
                WriteNumber(ref reader, field, destination);
                break;
        }
    }

    private static void WriteText(ref Utf8JsonReader reader, int number, ProtobufWriter destination)
    {
        if (!reader.ValueIsEscaped)
        {
            destination.WriteBytes(number, reader.ValueSpan);
            return;
        }

        var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(unescaped);
        destination.WriteBytes(number, unescaped.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(unescaped);
    }

    private static void WriteNumber(ref Utf8JsonReader reader, JsonField field, ProtobufWriter destination)
    {
        switch (field.Kind)
        {
            case JsonFieldKind.Bool:
                destination.WriteVarint(reader.GetBoolean() ? 1u : 0u);
                break;
            case JsonFieldKind.Double:
                destination.WriteFixed64(BitConverter.DoubleToUInt64Bits(ReadDouble(ref reader)));
                break;
            case JsonFieldKind.Fixed64:
                destination.WriteFixed64(ReadUnsigned(ref reader));
                break;
            case JsonFieldKind.SFixed64:
                destination.WriteFixed64((ulong)ReadSigned(ref reader));
                break;
            case JsonFieldKind.Fixed32:
                destination.WriteFixed32(checked((uint)ReadUnsigned(ref reader)));
                break;
            case JsonFieldKind.SInt32:
                destination.WriteZigZag(ReadSigned(ref reader));
                break;
            case JsonFieldKind.UInt64:
                destination.WriteVarint(ReadUnsigned(ref reader));
                break;
            case JsonFieldKind.Enum when reader.TokenType == JsonTokenType.String && field.Values!.FindValueByName(reader.GetString()!) is { } value:
                // Names are not OTLP's way, but protobuf's; some senders use a protobuf library's JSON.
                destination.WriteVarint((ulong)value.Number);
                break;
            default:
                destination.WriteVarint((ulong)ReadSigned(ref reader));
                break;
        }
    }

    private static double ReadDouble(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? reader.GetDouble() : reader.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => double.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    private static long ReadSigned(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.GetInt64();
        }

        return Utf8Parser.TryParse(reader.ValueSpan, out long value, out var length) && length == reader.ValueSpan.Length
            ? value
            : throw new FormatException();
    }

    private static ulong ReadUnsigned(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return reader.GetUInt64();
        }

        return Utf8Parser.TryParse(reader.ValueSpan, out ulong value, out var length) && length == reader.ValueSpan.Length
            ? value
            : throw new FormatException();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new MalformedTelemetryException(
                $"There is {reader.TokenType} in the JSON where {type} belongs (near byte {reader.TokenStartIndex}).");
        }
    }
}
