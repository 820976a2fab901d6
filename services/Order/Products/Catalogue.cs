using Microsoft.AspNetCore.OutputCaching;
using Order.Data;

namespace Order.Products;

/// <summary>Keeps the catalogue's answers until a product changes, at this replica or at another.</summary>
internal sealed class Catalogue
{
    private readonly IOutputCacheStore _answers;
    private readonly ReplicaSignals _signals;
    private long _changes;

    public Catalogue(IOutputCacheStore answers, ReplicaSignals signals)
    {
        (_answers, _signals) = (answers, signals);
        signals.Subscribe(Topic.Products, () => _ = EmptyAsync(CancellationToken.None).AsTask());
    }

    /// <summary>Counts the changes that this replica knows of: what was read before one must not be kept after it.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Says that this replica has changed a price or a stock.</summary>
    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        await EmptyAsync(cancellationToken);
        _signals.Send(Topic.Products);
    }

    private ValueTask EmptyAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _changes);
        return _answers.EvictByTagAsync(CatalogueCaching.Tag, cancellationToken);
    }
}
