using System.Data.Common;
using Auth.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace Auth.Protocol;

/// <summary>Removes tokens that nobody can use any more. Several replicas doing so at once only find less to do.</summary>
internal sealed partial class TokenPruning(IServiceScopeFactory scopes, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenPruning> logger) : BackgroundService
{
    // Clocks may differ a little, and a token that has just expired is worth a precise answer.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PruneInterval, time);
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
            var removed = await PruneAsync(cancellationToken);
            LogPruned(removed);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            LogFailed(exception.GetBaseException().Message);
        }
    }

    private async Task<long> PruneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var now = time.GetUtcNow();

        // An exchanged refresh token stays known for as long as it could have been used, or its reuse would go unnoticed.
        var expiredBefore = (now - Grace).UtcDateTime;
        long removed = await services.GetRequiredService<AuthDbContext>().Set<OpenIddictEntityFrameworkCoreToken>()
            .Where(token => token.ExpirationDate < expiredBefore)
            .ExecuteDeleteAsync(cancellationToken);

        // What remains of a log-in when its last token is gone.
        removed += await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(now - Grace, cancellationToken);
        return removed;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} expired tokens and authorizations have been removed")]
    private partial void LogPruned(long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired tokens could not be removed, which will be tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
