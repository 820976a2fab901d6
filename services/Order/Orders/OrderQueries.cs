using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;

namespace Order.Orders;

/// <summary>Finds orders that a caller may see, and describes them to that caller.</summary>
internal sealed class OrderQueries(OrderDbContext database, IOptions<OrderOptions> options)
{
    /// <summary>The orders that the caller may see.</summary>
    public IQueryable<CustomerOrder> VisibleTo(Caller caller) =>
        caller.IsAdmin ? database.Orders : database.Orders.Where(order => order.CustomerId == caller.Id);

    /// <summary>An order with its lines, tracked for changing; null when there is none or the caller may not know of it.</summary>
    public Task<CustomerOrder?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        VisibleTo(caller).Include(order => order.Lines.OrderBy(line => line.Position)).SingleOrDefaultAsync(order => order.Id == id, cancellationToken);

    /// <summary>The order as the caller gets to see it.</summary>
    public async Task<OrderResponse> DescribeAsync(CustomerOrder order, Caller caller, CancellationToken cancellationToken)
    {
        var history = await database.OrderEvents
            .Where(change => change.OrderNumber == order.Number)
            .OrderBy(change => change.Sequence)
            .Select(change => new OrderHistoryEntry(change.Status, change.OccurredAt))
            .ToListAsync(cancellationToken);

        return Describe(order, caller, history);
    }

    /// <summary>A new order as the caller gets to see it.</summary>
    public OrderResponse DescribeNew(CustomerOrder order, Caller caller) => Describe(order, caller, [new OrderHistoryEntry(order.Status, order.PlacedAt)]);

    private OrderResponse Describe(CustomerOrder order, Caller caller, IReadOnlyList<OrderHistoryEntry> history) =>
        new(
            order.Id,
            order.Number,
            order.Status,
            order.Version,
            order.Currency,
            order.TotalCents,
            CustomerResponse.Of(order),
            order.PlacedAt,
            order.UpdatedAt,
            order.Status == OrderStatus.Placed ? order.PlacedAt + options.Value.PaymentTime : null,
            [.. order.Lines.Select(line => new OrderLineResponse(line.ProductId, line.Name, line.Quantity, line.UnitPriceCents, line.TotalCents))],
            caller.ActionsIn(order.Status),
            history);
}
