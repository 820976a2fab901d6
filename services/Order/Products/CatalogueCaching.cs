using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Order.Products;

/// <summary>
/// Which answers about products are kept, and for how long: until a product changes, and <see cref="CatalogueOptions.MaxAge"/> at
/// most, for changes that nobody has said anything about (another program's, or those of a replica whose signal got lost).
/// </summary>
internal sealed class CatalogueCaching(Catalogue catalogue, IOptions<CatalogueOptions> options) : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = options.Value.MaxAge;

        // The same for everybody: neither a made-up host nor a query makes another answer.
        context.CacheVaryByRules.VaryByHost = false;

        // Emptying the cache at a change would not do: an answer that is being made meanwhile is kept afterwards, and given to whoever
        // waits for it. Under its count nobody who comes after the change finds it.
        context.CacheVaryByRules.VaryByValues["changes"] = catalogue.Changes.ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        context.AllowCacheStorage = context.HttpContext.Response.StatusCode == StatusCodes.Status200OK;
        return ValueTask.CompletedTask;
    }
}
