using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Startup.Bench;

/// <summary>Starts the application as a user does, waits for its word that everything is ready, and stops it again.</summary>
internal static partial class AppHostStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <exception cref="InvalidOperationException">It did not come up; its output tells why.</exception>
    public static async Task<StartMeasurement> MeasureAsync(string configuration)
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = new List<string>();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", "--project", "AppHost", "-c", configuration, "--no-build"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync(patience.Token).ContinueWith(error => output.Add(error.Result), TaskContinuationOptions.OnlyOnRanToCompletion);

        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            output.Add(line);

            if (ReadyLine().Match(line) is { Success: true } ready)
            {
                var everything = Stopwatch.GetElapsedTime(started);
                await StopAsync(process, patience.Token);
                return new(everything, Seconds(ready.Groups["apphost"].Value), ready.Groups["slowest"].Value, Seconds(ready.Groups["own"].Value));
            }
        }

        throw new InvalidOperationException($"The application did not come up:{Environment.NewLine}{string.Join(Environment.NewLine, output)}");
    }

    private static async Task StopAsync(Process process, CancellationToken cancellationToken)
    {
        // dotnet run passes the request on to the AppHost.
        using var kill = Process.Start("kill", ["-s", "TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        _ = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^Ready after (?<apphost>[\d.]+) s; (?<slowest>\S+) took longest, (?<own>[\d.]+) s by itself\.$")]
    private static partial Regex ReadyLine();
}
