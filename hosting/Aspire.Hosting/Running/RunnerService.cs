using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.Running.Dashboard;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>Ties the run to the life of the AppHost's process: once only, what the user sees, Ctrl+C, and the exit code.</summary>
internal sealed class RunnerService(
    ApplicationRunner runner, RunnerOptions options, DashboardSettings? dashboard, RunTerminal terminal, AppHostLocation location, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private readonly IRunTerminal? _terminal = terminal.Terminal;
    private AppHostLock? _lock;
    private PosixSignalRegistration? _interrupt;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.RandomizePorts)
        {
            _lock = AppHostLock.Acquire(Path.Combine(location.Directory, options.LockName ?? location.ProjectName), LockFolder());
        }

        await runner.StartAsync(cancellationToken);

        if (options.IsInteractive)
        {
            _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        }

        _ = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        _terminal?.Stopping();
        await runner.StopAsync(cancellationToken);
        _terminal?.Stopped(Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        _interrupt?.Dispose();
        _lock?.Dispose();
    }

    private async Task WatchAsync()
    {
        var stopping = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        var first = await Task.WhenAny(runner.Ready, runner.Failed, stopping.Task);

        if (first == runner.Ready)
        {
            _terminal?.Ready(SinceProcessStart(), runner.Slowest, dashboard?.LoginAddress.ToString());
            first = await Task.WhenAny(runner.Failed, stopping.Task);
        }

        // Tests look at the states instead.
        if (first == runner.Failed && options.IsInteractive)
        {
            _terminal?.Error(await runner.Failed);
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

    private static string LockFolder()
    {
        string local;
        try
        {
            local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written is no reason not to run.
            local = "";
        }

        // The folder for temporary files is everybody's, so that the name has to be the user's own.
        return local.Length > 0
            ? Path.Combine(local, "aspire", "running")
            : Path.Combine(Path.GetTempPath(), $"aspire-{Environment.UserName}", "running");
    }

    private static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
