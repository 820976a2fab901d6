using Order.Data;

namespace Order.Orders;

/// <summary>Which action leads from which status to which. Whatever is not listed is not allowed.</summary>
internal static class OrderStateMachine
{
    private static readonly (OrderStatus From, OrderAction Action, OrderStatus To)[] Transitions =
    [
        (OrderStatus.Placed, OrderAction.Pay, OrderStatus.Paid),
        (OrderStatus.Placed, OrderAction.Cancel, OrderStatus.Cancelled),
        (OrderStatus.Paid, OrderAction.Ship, OrderStatus.Shipped),
        (OrderStatus.Paid, OrderAction.Cancel, OrderStatus.Cancelled),
    ];

    /// <summary>The status that the action leads to, or null when it is not allowed.</summary>
    public static OrderStatus? Next(OrderStatus from, OrderAction action)
    {
        foreach (var transition in Transitions)
        {
            if (transition.From == from && transition.Action == action)
            {
                return transition.To;
            }
        }

        return null;
    }

    /// <summary>The actions that are allowed in this status.</summary>
    public static IEnumerable<OrderAction> ActionsIn(OrderStatus status) =>
        from transition in Transitions where transition.From == status select transition.Action;

    /// <summary>Moves the order on, if its status allows it.</summary>
    /// <returns>Whether it did.</returns>
    public static bool TryApply(this CustomerOrder order, OrderAction action, DateTimeOffset now)
    {
        if (Next(order.Status, action) is not { } next)
        {
            return false;
        }

        order.Status = next;
        order.Version++;
        order.UpdatedAt = now;
        return true;
    }
}
