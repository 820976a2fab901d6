using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Running.Processes;

/// <summary>Starts programs so that none of them, nor their descendants, outlives the runner.</summary>
internal sealed class ProcessSupervisor : IDisposable
{
    private readonly IProcessPlatform _platform = OperatingSystem.IsWindows() ? new WindowsProcessPlatform() : new UnixProcessPlatform();

    /// <summary>Starts a program; every line that it writes goes to <paramref name="onLine"/>.</summary>
    /// <exception cref="DistributedApplicationException">The program or the folder does not exist, or may not be executed.</exception>
    public ISupervisedProcess Start(ProcessSpecification specification, Action<LogLine> onLine)
    {
        if (!Directory.Exists(specification.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The working directory '{specification.WorkingDirectory}' does not exist.");
        }

        var fileName = ExecutablePath.Find(specification.FileName, specification.WorkingDirectory)
            ?? throw new DistributedApplicationException(
                $"The program '{specification.FileName}' was not found. Install it, or give its full path.");

        var start = new ProcessStartInfo
        {
            WorkingDirectory = specification.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Kept open, not written to: a program that reads its input waits rather than meeting the end of it.
            RedirectStandardInput = true,
        };

        foreach (var (name, value) in specification.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var (process, tree) = _platform.Launch(start, fileName, specification);
            return new SupervisedProcess(process, tree, onLine);
        }
        catch (Win32Exception exception)
        {
            throw new DistributedApplicationException($"The program '{fileName}' could not be started: {exception.Message}.", exception);
        }
    }

    public void Dispose() => _platform.Dispose();
}
