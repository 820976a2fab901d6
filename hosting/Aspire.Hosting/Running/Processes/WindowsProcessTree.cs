using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>A process with its descendants in a job that ends with the runner; asked to end by Ctrl+Break.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsProcessTree(Process process) : IProcessTree
{
    private const uint CtrlBreakEvent = 1;

    private readonly int _processId = process.Id;
    private readonly JobObject _job = JobObject.Containing(process);

    /// <remarks>.NET programs take Ctrl+Break as SIGQUIT, which the generic host answers with a graceful stop.</remarks>
    public void Terminate()
    {
        if (!GenerateConsoleCtrlEvent(CtrlBreakEvent, (uint)_processId))
        {
            Kill();
        }
    }

    public void Kill() => _job.Terminate();

    public void Dispose() => _job.Dispose();

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint controlEvent, uint processGroupId);
}
