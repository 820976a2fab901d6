using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>Counts each customer's event streams, those of all replicas together, and refuses one too many.</summary>
/// <remarks>A stream counts until it is closed. That of a replica that has died counts until its time is up, which living ones lengthen.</remarks>
internal sealed class StreamCount(IServiceScopeFactory scopes, IOptions<OrderOptions> options, TimeProvider time)
{
    /// <summary>How often a stream has to say that it goes on.</summary>
    public static readonly TimeSpan RenewalInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Lease = 2.5 * RenewalInterval;
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    /// <summary>Counts one more stream.</summary>
    /// <returns>The stream's name towards this class; null when there are as many as one customer may have.</returns>
    public async Task<Guid?> TryOpenAsync(string customerId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OrderDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.RunAsync(database.EnterCustomer(customerId), cancellationToken);

        var now = time.GetUtcNow();
        var rateBegins = now - RateWindow;
        await database.OpenStreams.Where(stream => stream.EndsAt < rateBegins && stream.OpenedAt < rateBegins).ExecuteDeleteAsync(cancellationToken);
        var streams = await database.OpenStreams.AsNoTracking().Where(stream => stream.CustomerId == customerId).ToListAsync(cancellationToken);
        if (streams.Count(stream => stream.EndsAt > now) >= options.Value.Streams || streams.Count(stream => stream.OpenedAt > rateBegins) >= options.Value.StreamRate)
        {
            return null;
        }

        var opened = new OpenStream { Id = Guid.CreateVersion7(now), CustomerId = customerId, OpenedAt = now, EndsAt = now + Lease };
        database.OpenStreams.Add(opened);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return opened.Id;
    }

    /// <summary>Says that a stream goes on.</summary>
    public Task RenewAsync(Guid id) => EndAsync(id, time.GetUtcNow() + Lease);

    /// <summary>Says that a stream has ended.</summary>
    public Task CloseAsync(Guid id) => EndAsync(id, time.GetUtcNow());

    // Whatever becomes of the stream's own request. While the database is away, the stream goes on uncounted.
    private async Task EndAsync(Guid id, DateTimeOffset end)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OrderDbContext>().OpenStreams.Where(stream => stream.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(stream => stream.EndsAt, end), CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException { InnerException: DbException })
        {
            // It counts until its time is up.
        }
    }
}
