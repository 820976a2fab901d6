using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;
using Order.Products;

namespace Order.Orders.Placing;

/// <summary>Decides whether a customer may place one more order now. Asked within the transaction that places it, one at a time for each customer, so that all replicas count together.</summary>
internal sealed class CustomerStanding(OrderDbContext database, IOptions<OrderOptions> options, IOptions<OrderLimits> orderLimits, TimeProvider time)
{
    /// <summary>What speaks against an order of the basket; null when nothing does.</summary>
    public async Task<Placement?> FindObjectionAsync(string customerId, Basket basket, int unpaid, DateTimeOffset? rateReachedSince, CancellationToken cancellationToken)
    {
        var limits = options.Value;
        if (rateReachedSince + limits.RateWindow - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
        {
            return new Placement.TooManyOrders(limits.Rate, limits.RateWindow, wait);
        }

        if (unpaid >= limits.Unpaid)
        {
            return new Placement.TooManyUnpaid(limits.Unpaid);
        }

        return unpaid > 0 ? await FindHoardedAsync(customerId, basket, orderLimits.Value.Quantity, cancellationToken) : null;
    }

    private async Task<Placement?> FindHoardedAsync(string customerId, Basket basket, int limit, CancellationToken cancellationToken)
    {
        var ids = basket.Lines.Select(line => line.ProductId).ToList();
        var held = await database.Orders
            .Where(order => order.CustomerId == customerId && order.Status == OrderStatus.Placed)
            .SelectMany(order => order.Lines)
            .Where(line => ids.Contains(line.ProductId))
            .GroupBy(line => line.ProductId)
            .Select(lines => new { ProductId = lines.Key, Quantity = lines.Sum(line => line.Quantity) })
            .ToDictionaryAsync(line => line.ProductId, line => line.Quantity, cancellationToken);
        var hoarded = basket.Lines.FirstOrDefault(line => held.GetValueOrDefault(line.ProductId) + line.Quantity > limit);
        return hoarded.ProductId is null ? null : new Placement.TooManyHeld(hoarded.ProductId, held[hoarded.ProductId], limit);
    }
}
