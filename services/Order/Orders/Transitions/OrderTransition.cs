using Microsoft.EntityFrameworkCore;
using Order.Data;
using Order.Orders.Events;
using Order.Products;

namespace Order.Orders.Transitions;

/// <summary>Moves an order on, in one transaction with everything that follows from it.</summary>
internal sealed class OrderTransition(OrderDbContext database, OrderEventFeed feed, Catalogue catalogue, OrderTelemetry telemetry, TimeProvider time)
{
    /// <summary>Applies an action that the order's status allows.</summary>
    /// <returns>False when somebody else has changed the order meanwhile.</returns>
    public async Task<bool> ApplyAsync(CustomerOrder order, OrderAction action, CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartTransition(action);

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!order.TryApply(action, time.GetUtcNow().ToStorablePrecision()))
        {
            throw new InvalidOperationException($"A {order.Status} order does not allow {action}; the caller has to ask first.");
        }

        try
        {
            // Locks the order, if its version is still the one that was read.
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        if (order.Status == OrderStatus.Cancelled)
        {
            await ReturnStockAsync(order, cancellationToken);
        }

        database.OrderEvents.Add(OrderEvent.Of(order));
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        telemetry.Transitioned(order, action);
        feed.Changed();
        if (order.Status == OrderStatus.Cancelled)
        {
            catalogue.Changed();
        }

        return true;
    }

    private async Task ReturnStockAsync(CustomerOrder order, CancellationToken cancellationToken)
    {
        // In the same order as stock is taken.
        foreach (var line in order.Lines.OrderBy(line => line.ProductId, StringComparer.Ordinal))
        {
            await database.Products
                .Where(product => product.Id == line.ProductId)
                .ExecuteUpdateAsync(update => update.SetProperty(product => product.Stock, product => product.Stock + line.Quantity), cancellationToken);
        }
    }
}
