using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Data;

/// <summary>Brings the database up to date after start, while the service already answers probes, and tries again until it succeeds.</summary>
internal sealed partial class DatabaseMigration<TContext>(
    IServiceScopeFactory scopes,
    IDatabasePreparation<TContext> preparation,
    DatabaseState<TContext> state,
    TimeProvider time,
    ILogger<DatabaseMigration<TContext>> logger) : BackgroundService
    where TContext : DbContext
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !state.IsUpToDate; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await BringUpToDateAsync(stoppingToken);
                state.UpToDate();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                state.Failed($"the database could not be brought up to date: {exception.GetBaseException().Message}");
                if (exception is DbException or IOException or UnauthorizedAccessException)
                {
                    // A server that is still starting or a file that may not be written: the reason is in the message, not in the stack.
                    LogUnreachable(exception.GetBaseException().Message, pause.TotalSeconds);
                }
                else
                {
                    LogFailed(exception, pause.TotalSeconds);
                }

                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private async Task BringUpToDateAsync(CancellationToken cancellationToken)
    {
        // One trace with all the commands in it, instead of a trace for each.
        using var activity = DataActivities.Source.StartActivity("bring database up to date");
        var started = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TContext>();

        await using var entered = await preparation.EnterAsync(context, cancellationToken);

        // Migrating takes a while even when nothing is pending (it builds the whole model anew), so ask first.
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending > 0)
        {
            await preparation.PrepareToMigrateAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }

        foreach (var seeder in scope.ServiceProvider.GetServices<IDatabaseSeeder<TContext>>())
        {
            await seeder.SeedAsync(context, cancellationToken);
        }

        var took = time.GetElapsedTime(started);
        LogUpToDate(pending, took);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is up to date ({Applied} migrations applied in {Duration})")]
    private partial void LogUpToDate(int applied, TimeSpan duration);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be used yet: {Reason}. Trying again in {Seconds} s")]
    private partial void LogUnreachable(string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be brought up to date. Trying again in {Seconds} s")]
    private partial void LogFailed(Exception exception, double seconds);
}
