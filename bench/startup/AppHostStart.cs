using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Startup.Bench;

/// <summary>Starts an AppHost as a user does, waits until its services answer, and stops it again.</summary>
internal static class AppHostStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    /// <summary>The services' own addresses, which both models fix.</summary>
    private static readonly Uri[] Services = [new("http://localhost:8000/health"), new("http://localhost:4000/health"), new("http://localhost:3000/health")];

    /// <exception cref="InvalidOperationException">It was not built; the output tells why.</exception>
    public static async Task BuildAsync(string project)
    {
        using var build = Start("build", project);
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }
    }

    /// <returns>How long it took.</returns>
    /// <exception cref="InvalidOperationException">It did not come up; its output tells why.</exception>
    public static async Task<TimeSpan> MeasureAsync(string project)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(5) };
        var output = new ConcurrentQueue<string?>();
        var started = Stopwatch.GetTimestamp();
        using var process = Start("run", "--no-build", "--project", project);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        try
        {
            await Task.WhenAll(Services.Select(service => UntilItAnswersAsync(client, service, process, patience.Token)));
            return Stopwatch.GetElapsedTime(started);
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{project} did not come up:{Environment.NewLine}{string.Join(Environment.NewLine, output)}", exception);
        }
        finally
        {
            await StopAsync(process);
        }
    }

    private static async Task UntilItAnswersAsync(HttpClient client, Uri service, Process process, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(service, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"It ended with exit code {process.ExitCode}.", exception);
                }
            }

            await Task.Delay(Pace, cancellationToken);
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited)
        {
            // dotnet run passes the request on to the AppHost.
            using var kill = Process.Start("kill", ["-s", "TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
        }

        // The orchestrator ends a moment after the AppHost, and with it the ports become free.
        while (Services.Any(IsHeld))
        {
            await Task.Delay(Pace);
        }
    }

    private static bool IsHeld(Uri service)
    {
        try
        {
            using var connection = new TcpClient(service.Host, service.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
