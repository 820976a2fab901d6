using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The id of a trace: 16 bytes, written as 32 lower-case hexadecimal digits (W3C Trace Context).</summary>
public readonly record struct TraceId(ulong High, ulong Low) : ISpanParsable<TraceId>
{
    internal const int Size = 16;

    /// <summary>Whether the id is all zeroes, which means: none.</summary>
    public bool IsEmpty => (High | Low) == 0;

    /// <summary>Seeded by the process: ids come from outside, and must not be able to fall into one place together.</summary>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out TraceId)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out TraceId id) => TryParse(text.AsSpan(), null, out id);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TraceId result) => TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads 32 hexadecimal digits; false when the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TraceId result)
    {
        if (s.Length == 2 * Size
            && ulong.TryParse(s[..Size], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(s[Size..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            result = new TraceId(high, low);
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc/>
    public static TraceId Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static TraceId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a trace id: 32 hexadecimal digits are.");

    /// <summary>Reads the bytes of the wire; none or too few mean no id.</summary>
    internal static TraceId FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size
            ? new TraceId(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]))
            : default;
}
