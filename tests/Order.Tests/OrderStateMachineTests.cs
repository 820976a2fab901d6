using FsCheck.Xunit;
using Order.Data;
using Order.Orders;

namespace Order.Tests;

/// <summary>What holds after any sequence of attempts.</summary>
public sealed class OrderStateMachineTests
{
    [Property]
    public void An_attempt_changes_the_order_exactly_when_its_status_allows_it(byte[] attempts)
    {
        var order = Placed();
        foreach (var action in attempts.Select(ActionOf))
        {
            var (status, version) = (order.Status, order.Version);
            var allowed = OrderStateMachine.ActionsIn(status).Contains(action);

            order.TryApply(action, order.UpdatedAt.AddSeconds(1)).ShouldBe(allowed);

            order.Version.ShouldBe(allowed ? version + 1 : version);
            (order.Status != status).ShouldBe(allowed);
            (order.UpdatedAt - order.PlacedAt).ShouldBe(TimeSpan.FromSeconds(order.Version - 1));
        }
    }

    [Property]
    public void Nothing_is_shipped_unpaid_and_nothing_leaves_the_end(byte[] attempts)
    {
        var order = Placed();
        var path = new List<OrderStatus> { order.Status };
        foreach (var action in attempts.Select(ActionOf))
        {
            if (order.TryApply(action, order.UpdatedAt))
            {
                path.Add(order.Status);
            }
        }

        var shipped = path.IndexOf(OrderStatus.Shipped);
        if (shipped >= 0)
        {
            path[shipped - 1].ShouldBe(OrderStatus.Paid);
        }

        path.FindIndex(status => status == OrderStatus.Shipped || status == OrderStatus.Cancelled).ShouldBeOneOf(-1, path.Count - 1);
    }

    [Property]
    public void A_status_of_a_later_version_is_kept_and_allows_nothing(FsCheck.NonNull<string> name, byte attempt)
    {
        var later = new OrderStatus($"later-{name.Get}");

        OrderStateMachine.Next(later, ActionOf(attempt)).ShouldBeNull();
        OrderStateMachine.ActionsIn(later).ShouldBeEmpty();
        later.ToString().ShouldBe(later.Name);
    }

    private static OrderAction ActionOf(byte attempt) => OrderAction.All[attempt % OrderAction.All.Count];

    private static CustomerOrder Placed() => new()
    {
        Number = 1,
        Id = Guid.NewGuid(),
        CustomerId = "ada",
        Status = OrderStatus.Placed,
        Version = 1,
        Currency = "EUR",
        TotalCents = 1,
        ItemCount = 1,
        PlacedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
