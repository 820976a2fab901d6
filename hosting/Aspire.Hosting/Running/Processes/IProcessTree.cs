namespace Aspire.Hosting.Running.Processes;

/// <summary>How an operating system reaches a process and its descendants. Disposed when the first process has ended.</summary>
internal interface IProcessTree : IDisposable
{
    void Terminate();

    void Kill();
}
