namespace Aspire.Dashboard.Telemetry.Storage;

/// <summary>Counts what a store's records take, whole chunks included that only some of them still need. Used under the store's lock.</summary>
internal sealed class MemoryAccount
{
    public long Bytes { get; private set; }

    public void Add(int recordCost, Payload payload)
    {
        Bytes += recordCost;

        if (payload.Chunk.LiveRecords++ == 0)
        {
            Bytes += payload.Chunk.Cost;
        }
    }

    public void Remove(int recordCost, Payload payload)
    {
        Bytes -= recordCost;

        if (--payload.Chunk.LiveRecords == 0)
        {
            Bytes -= payload.Chunk.Cost;
        }
    }
}
