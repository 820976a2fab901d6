using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>A session of its own (or a single process where none can be made), known to the guardian as long as it lives.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixProcessTree : IProcessTree
{
    private readonly ProcessGuardian _guardian;
    private readonly int _processId;
    private readonly bool _leadsSession;
    private readonly UnixSignal _stopSignal;
    private readonly Lock _lock = new();
    private bool _disposed;

    public UnixProcessTree(ProcessGuardian guardian, int processId, bool leadsSession, UnixSignal stopSignal)
    {
        _guardian = guardian;
        _processId = processId;
        _leadsSession = leadsSession;
        _stopSignal = stopSignal;
        _guardian.Watch(Target);
    }

    // A negative number addresses the whole process group (kill(2)).
    private int Target => _leadsSession ? -_processId : _processId;

    public void Terminate() => Send(_stopSignal);

    public void Kill() => Send(UnixSignal.Kill);

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                _guardian.Forget(Target);
            }
        }
    }

    private void Send(UnixSignal signal)
    {
        lock (_lock)
        {
            // Afterwards the number may belong to somebody else.
            if (_disposed)
            {
                return;
            }

            // Before the new process has made its session, only its own number is known to the system.
            if (SendSignal(Target, (int)signal) != 0 && _leadsSession)
            {
                _ = SendSignal(_processId, (int)signal);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);
}
