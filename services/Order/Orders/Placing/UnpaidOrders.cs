using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Order.Data;
using Order.Orders.Transitions;

namespace Order.Orders.Placing;

/// <summary>Cancels what was not paid in time, so that its products return to stock. Every replica looks; who comes second finds nothing to do.</summary>
internal sealed partial class UnpaidOrders(IServiceScopeFactory scopes, IOptions<OrderOptions> options, TimeProvider time, ILogger<UnpaidOrders> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private const int BatchSize = 100;

    /// <summary>Cancels the orders whose time is up.</summary>
    /// <returns>How many it has cancelled.</returns>
    internal async Task<int> CancelAsync(CancellationToken cancellationToken)
    {
        var cancelled = 0;
        List<Guid> batch;
        do
        {
            batch = await FindAsync(cancellationToken);
            foreach (var id in batch)
            {
                cancelled += await TryCancelAsync(id, cancellationToken) ? 1 : 0;
            }
        }
        while (batch.Count == BatchSize);

        return cancelled;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    var cancelled = await CancelAsync(stoppingToken);
                    if (cancelled > 0)
                    {
                        LogCancelled(cancelled, options.Value.PaymentTime);
                    }
                }
                catch (Exception exception) when (exception is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException })
                {
                    // The next round finds the same orders again.
                    LogFailed(exception.GetBaseException().Message, Interval.TotalSeconds);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The replica stops; another one looks.
        }
    }

    private async Task<List<Guid>> FindAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var oldest = await scope.ServiceProvider.GetRequiredService<OrderDbContext>().Orders
            .Where(order => order.Status == OrderStatus.Placed)
            .OrderBy(order => order.Number)
            .Take(BatchSize)
            .Select(order => new { order.Id, order.PlacedAt })
            .ToListAsync(cancellationToken);
        return [.. oldest.Where(order => order.PlacedAt + options.Value.PaymentTime <= time.GetUtcNow()).Select(order => order.Id)];
    }

    private async Task<bool> TryCancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var order = await scope.ServiceProvider.GetRequiredService<OrderDbContext>().Orders.Include(order => order.Lines)
            .SingleAsync(order => order.Id == id, cancellationToken);
        return order.Status == OrderStatus.Placed
            && await scope.ServiceProvider.GetRequiredService<OrderTransition>().ApplyAsync(order, OrderAction.Cancel, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "{Count} orders were cancelled that had not been paid within {PaymentTime}")]
    private partial void LogCancelled(int count, TimeSpan paymentTime);

    [LoggerMessage(LogLevel.Warning, "Unpaid orders could not be cancelled: {Reason}. Trying again in {Seconds} s")]
    private partial void LogFailed(string reason, double seconds);
}
