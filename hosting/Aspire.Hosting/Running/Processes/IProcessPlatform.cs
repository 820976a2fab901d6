using System.Diagnostics;

namespace Aspire.Hosting.Running.Processes;

/// <summary>How an operating system starts a process whose descendants can be reached and never outlive the runner.</summary>
internal interface IProcessPlatform : IDisposable
{
    /// <param name="start">Everything but the program and its arguments.</param>
    /// <param name="fileName">The program's full path.</param>
    /// <param name="specification">What was asked for.</param>
    (Process Process, IProcessTree Tree) Launch(ProcessStartInfo start, string fileName, ProcessSpecification specification);
}
