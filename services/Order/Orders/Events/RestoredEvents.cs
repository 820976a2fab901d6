using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>
/// Puts the events of a database that was restored on another server before all that will come: there, transactions are numbered from the
/// beginning, and new events would be told nobody for as long as their numbers are lower.
/// </summary>
internal sealed class RestoredEvents : IDatabaseSeeder<OrderDbContext>
{
    public async Task SeedAsync(OrderDbContext context, CancellationToken cancellationToken)
    {
        var next = await context.NextTransactionAsync(cancellationToken);
        await context.OrderEvents.Where(change => change.Transaction >= next)
            .ExecuteUpdateAsync(set => set.SetProperty(change => change.Transaction, 0L), cancellationToken);
    }
}
