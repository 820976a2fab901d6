using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Ties the run to the life of the AppHost's process: what the user sees, Ctrl+C, and the exit code.</summary>
internal sealed class RunnerService(ApplicationRunner runner, RunnerOptions options, IRunTerminal? terminal, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private PosixSignalRegistration? _interrupt;
    private Task _watch = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await runner.StartAsync(cancellationToken);

        if (options.IsInteractive)
        {
            _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        }

        _watch = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        terminal?.Stopping();
        await runner.StopAsync(cancellationToken);
        terminal?.Stopped(Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => _interrupt?.Dispose();

    private async Task WatchAsync()
    {
        var stopping = Task.Delay(Timeout.Infinite, lifetime.ApplicationStopping).ContinueWith(static _ => { }, TaskScheduler.Default);
        var first = await Task.WhenAny(runner.Ready, runner.Failed, stopping);

        if (first == runner.Ready)
        {
            terminal?.Ready(SinceProcessStart(), dashboardAddress: null);
            first = await Task.WhenAny(runner.Failed, stopping);
        }

        // Tests look at the states instead.
        if (first == runner.Failed && options.IsInteractive)
        {
            terminal?.Error(await runner.Failed);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        // The host takes the first one.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            context.Cancel = true;
            runner.Kill();
        }
    }

    private static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
