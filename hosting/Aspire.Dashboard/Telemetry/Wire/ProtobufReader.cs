using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Aspire.Dashboard.Telemetry.Wire;

/// <summary>Walks over the fields of one protobuf message without building anything.</summary>
/// <remarks>
/// Tags are compared as a whole, field number and wire type in one: a known field of another wire type is thereby
/// an unknown field and skipped, as the protobuf specification asks.
/// </remarks>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Whether nothing is left; for packed fields, which are numbers without tags.</summary>
    public readonly bool IsAtEnd => _position >= _data.Length;

    /// <summary>Where the tag read last began.</summary>
    public int TagStart { get; private set; }

    /// <summary>The field read last, tag included, exactly as it came.</summary>
    public readonly ReadOnlySpan<byte> RawField => _data[TagStart.._position];

    /// <summary>The next tag; 0 at the end of the message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadTag()
    {
        TagStart = _position;

        if (_position >= _data.Length)
        {
            return 0;
        }

        ulong tag = _data[_position];

        if (tag < 0x80)
        {
            _position++;
        }
        else
        {
            tag = ReadVarint();
        }

        if (tag is < 1 << Wire.TagTypeBits or > uint.MaxValue)
        {
            Fail("has an invalid field number");
        }

        return (uint)tag;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;

        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _data.Length)
            {
                Fail("ends within a number");
            }

            var next = _data[_position++];
            value |= (ulong)(next & 0x7F) << shift;

            if (next < 0x80)
            {
                return value;
            }
        }

        Fail("has a number longer than ten bytes");
        return 0;
    }

    /// <summary>A <c>sint32</c> or <c>sint64</c>: small negative numbers are short.</summary>
    public long ReadZigZag()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>A string, bytes or an embedded message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length;

        if (_position < _data.Length && _data[_position] < 0x80)
        {
            length = _data[_position++];
        }
        else
        {
            length = ReadVarint();
        }

        if (length > (ulong)(_data.Length - _position))
        {
            Fail("ends within a field");
        }

        return Take((int)length);
    }

    /// <summary>Passes over the value of a field that means nothing here.</summary>
    public void Skip(uint tag)
    {
        switch (tag & Wire.TypeMask)
        {
            case Wire.Varint:
                ReadVarint();
                break;
            case Wire.Fixed64:
                Take(sizeof(ulong));
                break;
            case Wire.Length:
                ReadBytes();
                break;
            case Wire.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                // Groups were given up long before OTLP existed.
                Fail("has a field of an unknown wire type");
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _position)
        {
            Fail("ends within a field");
        }

        var taken = _data.Slice(_position, count);
        _position += count;
        return taken;
    }

    [DoesNotReturn]
    private readonly void Fail(string what) =>
        throw new MalformedTelemetryException($"The message {what} (near byte {_position} of {_data.Length}).");
}
