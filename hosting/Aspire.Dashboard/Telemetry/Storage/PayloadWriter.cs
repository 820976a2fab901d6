namespace Aspire.Dashboard.Telemetry.Storage;

/// <summary>Fills chunks with the payloads of one request's records, in order.</summary>
internal struct PayloadWriter(int expectedBytes)
{
    private int _expected = expectedBytes;
    private PayloadChunk? _chunk;
    private int _used;

    /// <summary>Room for one record's payload, in one piece.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_chunk is null || _chunk.Bytes.Length - _used < size)
        {
            _chunk = new PayloadChunk(Math.Max(size, Math.Min(PayloadChunk.MaxSharedSize, _expected)));
            _used = 0;
        }

        _expected = Math.Max(0, _expected - size);
        return _chunk.Bytes.AsSpan(_used, size);
    }

    /// <summary>Ends the record: so much of the room was needed.</summary>
    public Payload Commit(int size)
    {
        var payload = new Payload(_chunk!, _used, size);
        _used += size;
        return payload;
    }
}
