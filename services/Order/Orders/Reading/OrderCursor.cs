using System.Buffers.Binary;
using System.Buffers.Text;

namespace Order.Orders.Reading;

/// <summary>
/// Where a page ends: after the order of that number. Opaque to clients, so that it can come to mean something else; the
/// first byte says which kind it is.
/// </summary>
internal readonly record struct OrderCursor(long After)
{
    private const byte Kind = 1;
    private const int Size = 1 + sizeof(long);

    public static bool TryParse(string text, out OrderCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Base64Url.IsValid(text, out var length) || length != Size || !Base64Url.TryDecodeFromChars(text, bytes, out _) || bytes[0] != Kind)
        {
            return false;
        }

        cursor = new(BinaryPrimitives.ReadInt64BigEndian(bytes[1..]));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        bytes[0] = Kind;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], After);
        return Base64Url.EncodeToString(bytes);
    }
}
