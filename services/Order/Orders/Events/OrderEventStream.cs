using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>Turns the feed into one client's stream of server-sent events, without gap or repetition across reconnects.</summary>
internal sealed class OrderEventStream(OrderEventFeed feed, IServiceScopeFactory scopes, OrderTelemetry telemetry, TimeProvider time)
{
    private const string ChangeType = "order";
    private const string HeartbeatType = "heartbeat";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(1);

    /// <summary>Streams until cancelled, or until the client falls too far behind.</summary>
    /// <param name="customerId">Whose orders; null for all.</param>
    /// <param name="lastEventId">The last event that the client has seen, if it has seen any.</param>
    /// <param name="cancellationToken">Ends the stream in good order.</param>
    public async IAsyncEnumerable<SseItem<OrderEventResponse>> ReadAsync(
        string? customerId,
        long? lastEventId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        telemetry.StreamOpened();
        using var closing = new Closing(telemetry);
        using var subscription = feed.Subscribe(customerId);

        if (await BeginningAsync(subscription, cancellationToken) is not { } beginning)
        {
            yield break;
        }

        var position = lastEventId is { } id ? await PositionOfAsync(id, beginning) : beginning;
        await foreach (var missed in ReadMissedAsync(customerId, position, beginning, cancellationToken))
        {
            position = missed.Position;
            yield return Change(missed);
        }

        // Tells the client at once that it is connected, and from where to resume even if nothing happens before it has to.
        position = position > beginning ? position : beginning;
        yield return new(OrderEventResponse.Heartbeat, HeartbeatType)
        {
            EventId = position.Sequence.ToString(CultureInfo.InvariantCulture),
            ReconnectionInterval = Reconnection,
        };

        while (await NextAsync(subscription, cancellationToken) is { } next)
        {
            if (next == Next.Silence)
            {
                yield return new(OrderEventResponse.Heartbeat, HeartbeatType);
                continue;
            }

            while (subscription.Events.TryRead(out var change))
            {
                if (change.Position > position)
                {
                    position = change.Position;
                    yield return Change(change);
                }
            }
        }
    }

    private static SseItem<OrderEventResponse> Change(OrderEvent change) =>
        new(OrderEventResponse.From(change), ChangeType) { EventId = change.Sequence.ToString(CultureInfo.InvariantCulture) };

    private static async Task<EventPosition?> BeginningAsync(OrderEventSubscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            return await subscription.Beginning.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The place of the last event that the client has seen: from the number of that event, which is all it knows.</summary>
    private async Task<EventPosition> PositionOfAsync(long id, EventPosition beginning)
    {
        await using var scope = scopes.CreateAsyncScope();
        var events = scope.ServiceProvider.GetRequiredService<OrderDbContext>().OrderEvents.AsNoTracking();
        var seen = await events.Where(change => change.Sequence <= id).OrderByDescending(change => change.Sequence).FirstOrDefaultAsync(CancellationToken.None);
        if (seen?.Sequence != id && id > await events.MaxAsync(change => (long?)change.Sequence, CancellationToken.None))
        {
            // From another life: the database has been replaced since, and its numbers begin anew.
            return beginning;
        }

        return seen?.Position ?? EventPosition.Start;
    }

    /// <summary>What happened between the client's last event and the beginning of its subscription.</summary>
    private async IAsyncEnumerable<OrderEvent> ReadMissedAsync(
        string? customerId,
        EventPosition after,
        EventPosition upTo,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after < upTo && !cancellationToken.IsCancellationRequested)
        {
            List<OrderEvent> batch;
            await using (var scope = scopes.CreateAsyncScope())
            {
                batch = await scope.ServiceProvider.GetRequiredService<OrderDbContext>().OrderEvents.AsNoTracking()
                    .Where(change => customerId == null || change.CustomerId == customerId)
                    .After(after).Take(OrderEventFeed.BatchSize)
                    .ToListAsync(CancellationToken.None);
            }

            foreach (var change in batch.TakeWhile(change => change.Position <= upTo))
            {
                yield return change;
            }

            after = batch.Count < OrderEventFeed.BatchSize ? upTo : batch[^1].Position;
        }
    }

    /// <summary>Waits for an event or for the time of a heartbeat; null when the stream is over.</summary>
    private async Task<Next?> NextAsync(OrderEventSubscription subscription, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await subscription.Events.WaitToReadAsync(either.Token) ? Next.Change : null;
        }
        catch (OperationCanceledException)
        {
            return cancellationToken.IsCancellationRequested ? null : Next.Silence;
        }
    }

    private enum Next
    {
        Change,
        Silence,
    }

    private sealed class Closing(OrderTelemetry telemetry) : IDisposable
    {
        public void Dispose() => telemetry.StreamClosed();
    }
}
