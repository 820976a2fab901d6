using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Order.Authentication;

/// <summary>
/// Fetches the issuer's keys right after start, until it has them: an auth service that goes away later is not missed.
/// Readiness does not depend on it, for both services start at the same time; requests wait a moment (see
/// <see cref="WaitAsync"/>) instead of each trying for itself.
/// </summary>
internal sealed partial class IssuerKeys(
    IOptionsMonitor<JwtBearerOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<IssuerKeys> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _fetched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the keys are there, but not longer than somebody likes to wait for an answer.</summary>
    /// <returns>Whether they are.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _fetched.Task.WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Not before the service is up: start-up has better things to do with the processor.
            await WaitForStartAsync(stoppingToken);
            await FetchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; nobody needs the keys any more.
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var configuration = options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!;
        var told = false;
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await configuration.GetConfigurationAsync(cancellationToken);
                _fetched.SetResult();
                return;
            }
            catch (InvalidOperationException exception)
            {
                if (!told)
                {
                    LogUnavailable(exception.GetBaseException().Message);
                    told = true;
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The auth service cannot be reached yet ({Reason}); until then no access token can be checked. Trying again until it answers.")]
    private partial void LogUnavailable(string reason);
}

/// <summary>The issuer's keys have not been fetched yet.</summary>
internal sealed class IssuerUnavailableException() : Exception("The issuer's keys are not known yet.");
