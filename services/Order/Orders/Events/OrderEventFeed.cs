using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry;
using Order.Data;

namespace Order.Orders.Events;

/// <summary>
/// Reads new events from the table, whichever replica wrote them, and hands them to this replica's listeners. One reader
/// for all of them, and none at all while nobody listens.
/// </summary>
internal sealed partial class OrderEventFeed(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrderEventFeed> logger) : BackgroundService
{
    public const int BatchSize = 500;

    // Changes of this replica are read at once (see Changed); this is how late those of other replicas may arrive.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<OrderEventSubscription> _subscriptions = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Listens to the events of one customer, or of all when none is named, until disposed.</summary>
    public OrderEventSubscription Subscribe(string? customerId)
    {
        var subscription = new OrderEventSubscription(customerId, Unsubscribe);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
        }

        Changed();
        return subscription;
    }

    /// <summary>Says that this replica has written an event.</summary>
    public void Changed() => _wake.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Unknown while nobody listens: whoever comes first starts with what is new from then on.
        long? position = null;
        var pause = Interval;

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

                try
                {
                    position = await ReadOnAsync(position, subscriptions, stoppingToken);
                    pause = Interval;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // The database is away: listeners keep waiting, nothing is lost, for the position stays.
                    LogUnreadable(exception.GetBaseException().Message, pause.TotalSeconds);
                    await Task.Delay(pause, time, stoppingToken);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                    continue;
                }

                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The replica stops; its listeners go on elsewhere.
        }
    }

    private async Task<long> ReadOnAsync(long? position, OrderEventSubscription[] subscriptions, CancellationToken cancellationToken)
    {
        // Twice a second for as long as somebody listens: nobody wants to see that as traces.
        using var silence = SuppressInstrumentationScope.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OrderDbContext>();

        var current = position ?? await database.OrderEvents.MaxAsync(change => (long?)change.Sequence, cancellationToken) ?? 0;
        foreach (var subscription in subscriptions)
        {
            subscription.BeginAt(current);
        }

        while (true)
        {
            var news = await database.OrderEvents.AsNoTracking()
                .Where(change => change.Sequence > current).OrderBy(change => change.Sequence).Take(BatchSize)
                .ToListAsync(cancellationToken);
            foreach (var change in news)
            {
                current = change.Sequence;
                foreach (var subscription in subscriptions)
                {
                    subscription.Offer(change);
                }
            }

            if (news.Count < BatchSize)
            {
                return current;
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look for what other replicas have written.
        }
    }

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
