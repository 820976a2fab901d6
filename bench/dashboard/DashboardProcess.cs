using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Bench;

/// <summary>The dashboard as its users run it: a process of its own, at default limits, on free ports.</summary>
internal sealed partial class DashboardProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DashboardProcess(Process process, Uri receiver, Uri pages)
    {
        _process = process;
        Receiver = receiver;
        Pages = pages;
    }

    public Uri Receiver { get; }

    public Uri Pages { get; }

    public static async Task<DashboardProcess> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Aspire.Dashboard.dll")])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The dashboard could not be started.");
        Uri? receiver = null;
        var isReady = false;

        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (HttpReceiver().Match(line) is { Success: true } http)
                {
                    receiver = new Uri(http.Groups[1].Value);
                }

                if (Login().Match(line) is { Success: true } login && receiver is not null)
                {
                    isReady = true;

                    // What it says from now on is read, so that it never waits for a reader.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new DashboardProcess(process, receiver, new Uri(login.Groups[1].Value));
                }
            }

            throw new InvalidOperationException($"The dashboard ended with exit code {process.ExitCode}.");
        }
        finally
        {
            if (!isReady)
            {
                process.Kill();
                process.Dispose();
            }
        }
    }

    /// <summary>Resident memory in MB, as the kernel counts it.</summary>
    public double GetResidentMegabytes() => ReadStatus("VmRSS");

    /// <summary>The most resident memory so far, in MB.</summary>
    public double GetPeakMegabytes() => ReadStatus("VmHWM");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private double ReadStatus(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(status => status.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex("OTLP/HTTP is received at (http[^ ]+)")]
    private static partial Regex HttpReceiver();

    [GeneratedRegex("Login to the dashboard at (http[^ ]+)")]
    private static partial Regex Login();
}
