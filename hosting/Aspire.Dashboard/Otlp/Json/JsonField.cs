using System.Text.Json;
using Aspire.Dashboard.Telemetry.Wire;
using Google.Protobuf.Reflection;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>A field of an OTLP message, as both encodings name it.</summary>
internal sealed record JsonField(int Number, JsonEncodedText Name, JsonFieldKind Kind, bool IsRepeated, JsonMessage? Message, EnumDescriptor? Values)
{
    /// <summary>The field's tag on the wire. A field of this number but another wire type is another, unknown field.</summary>
    public uint Tag { get; } = ((uint)Number << Wire.TagTypeBits) | WireTypeOf(Kind);

    /// <summary>The tag of a list of numbers in one piece; 0 where there is none.</summary>
    public uint PackedTag { get; } = IsRepeated && WireTypeOf(Kind) != Wire.Length ? ((uint)Number << Wire.TagTypeBits) | Wire.Length : 0;

    private static uint WireTypeOf(JsonFieldKind kind) => kind switch
    {
        JsonFieldKind.Message or JsonFieldKind.String or JsonFieldKind.Bytes or JsonFieldKind.Id => Wire.Length,
        JsonFieldKind.Double or JsonFieldKind.Fixed64 or JsonFieldKind.SFixed64 => Wire.Fixed64,
        JsonFieldKind.Fixed32 => Wire.Fixed32,
        _ => Wire.Varint,
    };
}
