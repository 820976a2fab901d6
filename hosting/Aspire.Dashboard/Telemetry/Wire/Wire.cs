namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Wire types of the protobuf encoding: the low three bits of a tag.</summary>
internal static class Wire
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint Length = 2;
    public const uint Fixed32 = 5;

    public const int TagTypeBits = 3;
    public const uint TypeMask = 7;

    /// <summary>How deep values may be nested. Deeper ones come from an attacker rather than from an SDK, and would exhaust the stack.</summary>
    public const int MaxDepth = 32;
}
