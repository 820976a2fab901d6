using Order.Data;

namespace Order.Products;

/// <summary>Counts the changes of products, at this replica and at the others: an answer is kept for as long as its count is the current one.</summary>
internal sealed class Catalogue
{
    private readonly ReplicaSignals _signals;
    private long _changes;

    public Catalogue(ReplicaSignals signals)
    {
        _signals = signals;
        signals.Subscribe(Topic.Products, () => Interlocked.Increment(ref _changes));
    }

    /// <summary>How many changes this replica knows of.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Says that this replica has changed a price or a stock, once that is committed.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref _changes);
        _signals.Send(Topic.Products);
    }
}
