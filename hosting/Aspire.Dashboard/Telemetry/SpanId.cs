using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspire.Dashboard.Telemetry;

/// <summary>The id of a span within its trace: 8 bytes, written as 16 lower-case hexadecimal digits (W3C Trace Context).</summary>
public readonly record struct SpanId(ulong Value) : ISpanParsable<SpanId>
{
    internal const int Size = 8;

    /// <summary>Whether the id is all zeroes, which means: none.</summary>
    public bool IsEmpty => Value == 0;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out SpanId)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out SpanId id) => TryParse(text.AsSpan(), null, out id);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SpanId result) => TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads 16 hexadecimal digits; false when the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SpanId result)
    {
        if (s.Length == 2 * Size && ulong.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            result = new SpanId(value);
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc/>
    public static SpanId Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static SpanId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a span id: 16 hexadecimal digits are.");

    /// <summary>Reads the bytes of the wire; none or too few mean no id.</summary>
    internal static SpanId FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new SpanId(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;
}
