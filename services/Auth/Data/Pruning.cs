using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Auth.Data;

/// <summary>When expired rows are removed (section <c>Auth:Pruning</c>).</summary>
public sealed class PruningOptions
{
    public const string Section = "Auth:Pruning";

    /// <summary>How often. Default: 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>Removes what has expired, regularly.</summary>
internal sealed partial class Pruning(IServiceScopeFactory scopes, IOptions<PruningOptions> options, TimeProvider time, ILogger<Pruning> logger) : BackgroundService
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryPruneAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryPruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var removed = 0L;
            foreach (var data in scope.ServiceProvider.GetServices<IExpiringData>())
            {
                removed += await data.RemoveAsync(time.GetUtcNow() - Grace, cancellationToken);
            }

            LogPruned(removed);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException })
        {
            LogFailed(exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} expired rows have been removed")]
    private partial void LogPruned(long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired rows could not be removed, which will be tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
