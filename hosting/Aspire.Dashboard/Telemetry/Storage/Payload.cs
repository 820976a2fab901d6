namespace Aspire.Dashboard.Telemetry.Storage;

/// <summary>A record's part of a chunk.</summary>
internal readonly record struct Payload(PayloadChunk Chunk, int Offset, int Length)
{
    public ReadOnlySpan<byte> Span => Chunk.Bytes.AsSpan(Offset, Length);
}
