using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>
/// Reads new events from the table, whichever replica wrote them, and hands them to this replica's listeners. One reader
/// for all of them, and none at all while nobody listens.
/// </summary>
internal sealed partial class OrderEventFeed : BackgroundService
{
    public const int BatchSize = 500;

    // How late changes of other replicas may arrive: where they signal them, and where they don't.
    private static readonly TimeSpan SignalledInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnsignalledInterval = TimeSpan.FromMilliseconds(500);

    // After which time events are looked at again that are there but may still be preceded by others.
    private static readonly TimeSpan UnsettledInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly IServiceScopeFactory _scopes;
    private readonly ReplicaSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<OrderEventSubscription> _subscriptions = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public OrderEventFeed(IServiceScopeFactory scopes, ReplicaSignals signals, TimeProvider time, ILogger<OrderEventFeed> logger)
    {
        (_scopes, _signals, _time, _logger) = (scopes, signals, time, logger);
        signals.Subscribe(Topic.Orders, Wake);
    }

    /// <summary>Listens to the events of one customer, or of all when none is named, until disposed.</summary>
    public OrderEventSubscription Subscribe(string? customerId)
    {
        var subscription = new OrderEventSubscription(customerId, Unsubscribe);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        Wake();
        return subscription;
    }

    /// <summary>Says that this replica has written an event.</summary>
    public void Changed()
    {
        Wake();
        _signals.Send(Topic.Orders);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Unknown while nobody listens: whoever comes first starts with what is new from then on.
        EventPosition? position = null;
        var pause = UnsignalledInterval;

        try
        {
            while (true)
            {
                var subscriptions = Subscriptions();
                if (subscriptions.Length == 0)
                {
                    position = null;
                    await _wake.Reader.ReadAsync(stoppingToken);
                    continue;
                }

                var isSettled = true;
                try
                {
                    (position, isSettled) = await ReadOnAsync(position, subscriptions, stoppingToken);
                    pause = UnsignalledInterval;
                }
                catch (Exception exception) when (exception is DbException or InvalidOperationException { InnerException: DbException })
                {
                    // The database is away: listeners keep waiting, nothing is lost, for the position stays.
                    LogUnreadable(exception.GetBaseException().Message, pause.TotalSeconds);
                    await Task.Delay(pause, _time, stoppingToken);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    continue;
                }

                await WaitAsync(!isSettled ? UnsettledInterval : _signals.IsListening ? SignalledInterval : UnsignalledInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The replica stops; its listeners go on elsewhere.
        }
    }

    /// <summary>Hands over what is new, as far as nothing can come before it any more.</summary>
    /// <returns>The position reached, and whether nothing was left for later.</returns>
    private async Task<(EventPosition Position, bool IsSettled)> ReadOnAsync(EventPosition? position, OrderEventSubscription[] subscriptions, CancellationToken cancellationToken)
    {
        // Again and again for as long as somebody listens: nobody wants to see that as traces.
        using var silence = SuppressInstrumentationScope.Begin();
        await using var scope = _scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OrderDbContext>();

        // Asked first: what transactions before this one have written is visible to the question after it.
        var open = await database.OldestOpenTransactionAsync(cancellationToken);
        var current = position ?? await LatestAsync(database, open, cancellationToken);
        foreach (var subscription in subscriptions)
        {
            subscription.BeginAt(current);
        }

        while (true)
        {
            var news = await database.OrderEvents.AsNoTracking().After(current).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var change in news)
            {
                if (change.Transaction >= open)
                {
                    return (current, false);
                }

                current = change.Position;
                foreach (var subscription in subscriptions)
                {
                    subscription.Offer(change);
                }
            }

            if (news.Count < BatchSize)
            {
                return (current, true);
            }
        }
    }

    private static async Task<EventPosition> LatestAsync(OrderDbContext database, long open, CancellationToken cancellationToken) =>
        (await database.OrderEvents.AsNoTracking().Where(change => change.Transaction < open)
            .OrderByDescending(change => change.Transaction).ThenByDescending(change => change.Sequence)
            .FirstOrDefaultAsync(cancellationToken))?.Position ?? EventPosition.Start;

    private async Task WaitAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(interval, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look for what nobody has signalled.
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private OrderEventSubscription[] Subscriptions()
    {
        lock (_gate)
        {
            return [.. _subscriptions];
        }
    }

    private void Unsubscribe(OrderEventSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Order events cannot be read: {Reason}. Trying again in {Seconds} s.")]
    private partial void LogUnreadable(string reason, double seconds);
}
