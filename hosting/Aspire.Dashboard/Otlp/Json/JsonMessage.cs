using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>The fields of an OTLP message: a table made from the proto files, so that there is one description of OTLP.</summary>
internal sealed class JsonMessage
{
    private JsonField[] _fields = [];

    public ReadOnlySpan<JsonField> Fields => _fields;

    public static JsonMessage Of(MessageDescriptor descriptor) => Of(descriptor, []);

    /// <summary>The field of the property that a reader stands at; null for one that this version of OTLP does not have.</summary>
    public JsonField? Find(ref Utf8JsonReader reader)
    {
        foreach (var field in _fields)
        {
            if (reader.ValueTextEquals(field.Name.EncodedUtf8Bytes))
            {
                return field;
            }
        }

        return null;
    }

    private static JsonMessage Of(MessageDescriptor descriptor, Dictionary<string, JsonMessage> known)
    {
        if (known.TryGetValue(descriptor.FullName, out var message))
        {
            return message;
        }

        // Known before its fields are: AnyValue contains itself.
        known.Add(descriptor.FullName, message = new JsonMessage());
        message._fields =
        [
            .. descriptor.Fields.InDeclarationOrder().Select(field => new JsonField(
                field.FieldNumber,
                JsonEncodedText.Encode(field.JsonName),
                KindOf(field),
                field.IsRepeated,
                field.FieldType == FieldType.Message ? Of(field.MessageType, known) : null,
                field.FieldType == FieldType.Enum ? field.EnumType : null)),
        ];
        return message;
    }

    private static JsonFieldKind KindOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => JsonFieldKind.String,
        FieldType.Bytes when field.Name is "trace_id" or "span_id" or "parent_span_id" => JsonFieldKind.Id,
        FieldType.Bytes => JsonFieldKind.Bytes,
        FieldType.Bool => JsonFieldKind.Bool,
        FieldType.Double => JsonFieldKind.Double,
        FieldType.Int32 or FieldType.UInt32 => JsonFieldKind.Int32,
        FieldType.SInt32 => JsonFieldKind.SInt32,
        FieldType.Int64 => JsonFieldKind.Int64,
        FieldType.UInt64 => JsonFieldKind.UInt64,
        FieldType.Fixed32 => JsonFieldKind.Fixed32,
        FieldType.Fixed64 => JsonFieldKind.Fixed64,
        FieldType.SFixed64 => JsonFieldKind.SFixed64,
        FieldType.Enum => JsonFieldKind.Enum,
        FieldType.Message => JsonFieldKind.Message,
        _ => throw new NotSupportedException($"OTLP has no field of type {field.FieldType} ({field.FullName})."),
    };
}
