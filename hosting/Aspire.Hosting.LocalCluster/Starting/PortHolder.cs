using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.LocalCluster.Starting;

/// <summary>A process that listens on a port.</summary>
internal sealed record PortHolder(int ProcessId, string Name)
{
    // The name of the orchestrator's program: it is the one that holds the ports of an AppHost's services.
    private const string Orchestrator = "dcp";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public override string ToString() => Name == Orchestrator
        ? $"an application that Aspire runs already ({Name}, process {ProcessId})"
        : $"{Name}, process {ProcessId}";

    /// <summary>Asks the operating system who listens on a port.</summary>
    /// <returns>The process, or <see langword="null"/> if it is somebody else's and the system does not tell.</returns>
    public static PortHolder? Find(int port)
    {
        try
        {
            var processId = OperatingSystem.IsLinux() ? ProcFileSystem.FindListener(port)
                : OperatingSystem.IsWindows() ? Netstat(port)
                : Lsof(port);

            if (processId is not { } id)
            {
                return null;
            }

            using var process = Process.GetProcessById(id);
            return new(id, process.ProcessName);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int? Lsof(int port) => int.TryParse(Output("lsof", ["-nP", $"-iTCP:{port}", "-sTCP:LISTEN", "-t"]).FirstOrDefault(), out var id) ? id : null;

    private static int? Netstat(int port) => Output("netstat", ["-ano", "-p", "TCP"])
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields is ["TCP", _, _, "LISTENING", _] && fields[1].EndsWith($":{port}", StringComparison.Ordinal))
        .Select(fields => (int?)int.Parse(fields[4], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static string[] Output(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();

        if (!process.WaitForExit(Patience))
        {
            process.Kill();
        }

        return output.Wait(Patience) ? output.Result.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
    }
}
