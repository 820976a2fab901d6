using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Writes protobuf into a pooled buffer. Embedded messages are written first and get their length afterwards.</summary>
internal sealed class ProtobufWriter(int capacity = 4096) : IDisposable
{
    private const int MaxVarint = 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    public void WriteTag(int field, uint type) => WriteVarint(((uint)field << Wire.TagTypeBits) | type);

    public void WriteVarint(ulong value)
    {
        Reserve(MaxVarint);

        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    public void WriteZigZag(long value) => WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    public void WriteFixed64(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(ulong);
    }

    public void WriteFixed32(uint value)
    {
        Reserve(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(uint);
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteTag(field, Wire.Length);
        WriteVarint((ulong)bytes.Length);
        WriteRaw(bytes);
    }

    public void WriteString(int field, ReadOnlySpan<char> text)
    {
        WriteTag(field, Wire.Length);
        var start = BeginLength();
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        EndLength(start);
    }

    public void WriteFixed64(int field, ulong value)
    {
        WriteTag(field, Wire.Fixed64);
        WriteFixed64(value);
    }

    public void WriteDouble(int field, double value) => WriteFixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void WriteVarint(int field, ulong value)
    {
        WriteTag(field, Wire.Varint);
        WriteVarint(value);
    }

    /// <summary>Begins an embedded message; what is written until <see cref="EndLength"/> is its content.</summary>
    public int BeginMessage(int field)
    {
        WriteTag(field, Wire.Length);
        return BeginLength();
    }

    /// <summary>Leaves room for the length of what follows, one byte as for most.</summary>
    public int BeginLength()
    {
        Reserve(1);
        return _length++;
    }

    /// <summary>Writes the length into its place, making room where one byte does not do.</summary>
    public void EndLength(int start)
    {
        var length = _length - start - 1;
        var size = 1;

        for (var rest = length >> 7; rest > 0; rest >>= 7)
        {
            size++;
        }

        if (size > 1)
        {
            Reserve(size - 1);
            _buffer.AsSpan(start + 1, length).CopyTo(_buffer.AsSpan(start + size));
            _length += size - 1;
        }

        for (var i = 0; i < size; i++)
        {
            _buffer[start + i] = (byte)((length >> (7 * i)) | (i < size - 1 ? 0x80 : 0));
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, _length + count)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
