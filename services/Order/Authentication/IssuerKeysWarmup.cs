using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Ordering.Authentication;

/// <summary>
/// Fetches the issuer's keys right after start, until it has them: the first request need not wait, and an auth service
/// that goes away later is not missed. Readiness does not depend on it; both services start at the same time.
/// </summary>
internal sealed partial class IssuerKeysWarmup(
    IOptionsMonitor<JwtBearerOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<IssuerKeysWarmup> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Not before the service is up: start-up has better things to do with the processor.
            await WaitForStartAsync(stoppingToken);
            var keys = options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;

            var told = false;
            for (var pause = TimeSpan.FromMilliseconds(500); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                try
                {
                    await keys.GetConfigurationAsync(stoppingToken);
                    return;
                }
                catch (InvalidOperationException exception)
                {
                    if (!told)
                    {
                        LogUnavailable(exception.GetBaseException().Message);
                        told = true;
                    }

                    await Task.Delay(pause, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; nobody needs the keys any more.
        }
    }

    private async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The auth service cannot be reached yet ({Reason}); until then no access token can be checked. Trying on.")]
    private partial void LogUnavailable(string reason);
}
