using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Shutdown;

/// <summary>
/// Takes the place of the console lifetime: SIGTERM first turns the replica unready and stops it only after the drain delay.
/// <see cref="IHostApplicationLifetime.ApplicationStopping"/> fires at the end of the delay, hence long-lived responses that
/// end with it are re-established elsewhere. Ctrl+C, or a second signal, skips the delay: somebody is waiting.
/// </summary>
internal sealed partial class DrainingLifetime(
    IHostApplicationLifetime application,
    DrainState drain,
    IOptions<ShutdownOptions> options,
    TimeProvider time,
    ILogger<DrainingLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _disposed = new();
    private int _signals;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _disposed.Cancel();
        _disposed.Dispose();
    }

    internal void OnSignal(PosixSignalContext context)
    {
        // Otherwise the runtime ends the process at once.
        context.Cancel = true;

        drain.Begin();

        var delay = options.Value.DrainDelay;
        var isFirst = Interlocked.Increment(ref _signals) == 1;
        if (isFirst && context.Signal == PosixSignal.SIGTERM && delay > TimeSpan.Zero)
        {
            LogDraining(delay.TotalSeconds);
            _ = StopAfterAsync(delay, _disposed.Token);
        }
        else
        {
            application.StopApplication();
        }
    }

    private async Task StopAfterAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, time, cancellationToken);
            application.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // The host is gone already, a second signal was faster.
        }
    }

    [LoggerMessage(LogLevel.Information, "Asked to stop: unready, serving for another {Seconds} s until load balancers have noticed.")]
    private partial void LogDraining(double seconds);
}
