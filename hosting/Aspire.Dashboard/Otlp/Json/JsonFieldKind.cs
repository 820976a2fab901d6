namespace Aspire.Dashboard.Otlp.Json;

/// <summary>How a field is written in protobuf and in JSON.</summary>
internal enum JsonFieldKind
{
    String,

    /// <summary>base64 in JSON.</summary>
    Bytes,

    /// <summary>Trace and span ids: hexadecimal in OTLP's JSON, unlike all other bytes.</summary>
    Id,

    Bool,
    Double,

    /// <summary>A varint; a number in JSON.</summary>
    Int32,

    /// <summary>A zig-zag varint; a number in JSON.</summary>
    SInt32,

    /// <summary>A varint; a string of digits in JSON.</summary>
    Int64,

    /// <summary>A varint; a string of digits in JSON.</summary>
    UInt64,

    Fixed32,

    /// <summary>Eight bytes; a string of digits in JSON.</summary>
    Fixed64,

    /// <summary>Eight bytes; a string of digits with a sign in JSON.</summary>
    SFixed64,

    /// <summary>A varint; a number in JSON.</summary>
    Enum,

    Message,
}
