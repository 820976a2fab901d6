namespace Aspire.Dashboard.Telemetry.Storage;

/// <summary>Bytes that several records share, kept as long as one of them lives.</summary>
/// <remarks>
/// A record keeps the parts that only a reader of that record needs (attributes, events, a log's body) as the bytes
/// they came in. Chunks stay below the size of the large object heap, so that the collector can move and free them cheaply.
/// </remarks>
internal sealed class PayloadChunk(int size)
{
    public const int MaxSharedSize = 32 * 1024;

    /// <summary>What the runtime adds to the bytes: the array's header and this object.</summary>
    private const int Overhead = 56;

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    public int Cost => Bytes.Length + Overhead;

    /// <summary>Records of a store that need it. Changed under that store's lock only.</summary>
    public int LiveRecords { get; set; }
}
