using System.Threading.Channels;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>One listener's share of the feed.</summary>
internal sealed class OrderEventSubscription(string? customerId, Action<OrderEventSubscription> unsubscribe) : IDisposable
{
    // Bounded: a listener that does not read must not fill the memory. It is cut off and resumes where it was.
    private readonly Channel<OrderEvent> _events = Channel.CreateBounded<OrderEvent>(new BoundedChannelOptions(256) { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource<EventPosition> _beginning = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The position after which events arrive; what came before must be read from the table.</summary>
    public Task<EventPosition> Beginning => _beginning.Task;

    /// <summary>Events in order; completed when the listener was too slow.</summary>
    public ChannelReader<OrderEvent> Events => _events.Reader;

    /// <summary>Sets the beginning, once.</summary>
    public void BeginAt(EventPosition position) => _beginning.TrySetResult(position);

    /// <summary>Hands over an event, if it is this listener's.</summary>
    public void Offer(OrderEvent change)
    {
        if ((customerId is null || customerId == change.CustomerId) && !_events.Writer.TryWrite(change))
        {
            _events.Writer.TryComplete();
        }
    }

    public void Dispose() => unsubscribe(this);
}
