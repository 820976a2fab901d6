using System.Diagnostics;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>Linux and macOS: a session for each process, and one guardian for all of them.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcessPlatform : IProcessPlatform
{
    private readonly Lock _lock = new();
    private readonly SessionLauncher _sessions = new();
    private ProcessGuardian? _guardian;
    private bool _disposed;

    public (Process Process, IProcessTree Tree) Launch(ProcessStartInfo start, string fileName, ProcessSpecification specification)
    {
        var guardian = Guardian();
        _sessions.Prepare(start, fileName, specification.Arguments);
        start.Environment[ProcessGuardian.MarkerVariable] = guardian.RunId;

        if (specification.Container is var (runtime, name))
        {
            guardian.WatchContainer(runtime, name);
        }

        var process = Process.Start(start)!;
        return (process, new UnixProcessTree(guardian, process.Id, _sessions.IsAvailable, specification.StopSignal));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _guardian?.Dispose();
        }
    }

    private ProcessGuardian Guardian()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _guardian ??= new(_sessions);
        }
    }
}
