namespace Frontend.Orders;

/// <summary>
/// The catalogue, asked for by all visitors of this replica together: what the order service has sent is shown for as long as
/// it allows, and after that only sent again when it has changed (RFC 9111 §4).
/// </summary>
internal sealed class Catalogue(IServiceScopeFactory scopes, TimeProvider time)
{
    private readonly Lock _gate = new();
    private CatalogueCopy? _copy;
    private long _version;
    private Task<Reply<ProductList>>? _asking;

    /// <summary>How much goes into one order, as far as is known.</summary>
    public OrderLimits Limits => _copy?.Products.Limits ?? OrderLimits.Least;

    /// <summary>Another one whenever another catalogue than before is shown.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The catalogue to look at: it may be a moment old.</summary>
    public async Task<Reply<ProductList>> GetAsync(CancellationToken cancellationToken)
    {
        Task<Reply<ProductList>> asking;
        lock (_gate)
        {
            if (_copy is { } copy && time.GetUtcNow() < copy.FreshUntil)
            {
                return copy.Products;
            }

            // One question for all who wait; it must not end with the request that happened to ask first.
            asking = _asking is { IsCompleted: false } running ? running : _asking = Task.Run(() => AskAsync(CancellationToken.None), CancellationToken.None);
        }

        return await asking.WaitAsync(cancellationToken);
    }

    /// <summary>The catalogue to order by: as it is now.</summary>
    public Task<Reply<ProductList>> GetCurrentAsync(CancellationToken cancellationToken) => AskAsync(cancellationToken);

    private async Task<Reply<ProductList>> AskAsync(CancellationToken cancellationToken)
    {
        var known = _copy;
        var asked = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var reply = await scope.ServiceProvider.GetRequiredService<OrderApi>().GetProductsAsync(known, cancellationToken);
        if (!reply.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        var copy = new CatalogueCopy(answer.Products, answer.EntityTag, asked + answer.MaxAge, asked);
        lock (_gate)
        {
            // An answer that was long under way must not replace a later one.
            if (_copy is null || _copy.Asked <= asked)
            {
                _version += ReferenceEquals(_copy?.Products, copy.Products) ? 0 : 1;
                _copy = copy;
            }
        }

        return copy.Products;
    }
}

/// <summary>What the order service has answered.</summary>
/// <param name="Products">The catalogue; the known one when it has not changed.</param>
/// <param name="EntityTag">Names this state of it; null when it can't be asked about.</param>
/// <param name="MaxAge">For how long it may be shown without asking again.</param>
internal sealed record CatalogueAnswer(ProductList Products, string? EntityTag, TimeSpan MaxAge);

/// <summary>An answer with its age.</summary>
internal sealed record CatalogueCopy(ProductList Products, string? EntityTag, DateTimeOffset FreshUntil, DateTimeOffset Asked);
