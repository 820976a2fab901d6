using System.Diagnostics;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>Windows: a job for each process, ended by the kernel when the runner's handle closes.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcessPlatform : IProcessPlatform
{
    public (Process Process, IProcessTree Tree) Launch(ProcessStartInfo start, string fileName, ProcessSpecification specification)
    {
        start.FileName = fileName;
        start.CreateNewProcessGroup = true;

        foreach (var argument in specification.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        return (process, new WindowsProcessTree(process));
    }

    public void Dispose()
    {
        // Each job belongs to its process.
    }
}
