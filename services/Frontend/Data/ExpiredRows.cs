using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Frontend.Data;

/// <summary>Removes sessions that have expired, and checkouts so old that nobody repeats them any more.</summary>
internal sealed partial class ExpiredRows(FrontendDatabase database, TimeProvider time, ILogger<ExpiredRows> logger) : BackgroundService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CheckoutMemory = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (DbException e)
            {
                // The next round finds the same rows again.
                LogFailed(e.Message);
            }
        }
    }

    internal Task<int> RemoveAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var forgotten = now - CheckoutMemory;
        return database.UseAsync(async context =>
            await context.Sessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken) +
            await context.FinishedCheckouts.Where(checkout => checkout.FinishedAt <= forgotten).ExecuteDeleteAsync(cancellationToken));
    }

    [LoggerMessage(LogLevel.Warning, "Expired sessions could not be removed: {Reason}")]
    private partial void LogFailed(string reason);
}
