using System.Linq.Expressions;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>Events in the order in which they are told.</summary>
internal static class OrderEventQueries
{
    /// <summary>The events after a position, in order.</summary>
    public static IQueryable<OrderEvent> After(this IQueryable<OrderEvent> events, EventPosition position) => events
        .Where(After(position))
        .OrderBy(change => change.Transaction).ThenBy(change => change.Sequence);

    // So that the index is entered at the transaction, which a plain "or" would prevent.
    private static Expression<Func<OrderEvent, bool>> After(EventPosition position) =>
        change => change.Transaction >= position.Transaction && (change.Transaction > position.Transaction || change.Sequence > position.Sequence);
}
