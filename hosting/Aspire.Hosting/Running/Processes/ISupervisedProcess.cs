namespace Aspire.Hosting.Running.Processes;

/// <summary>A started program together with everything it has started itself.</summary>
internal interface ISupervisedProcess
{
    int Id { get; }

    /// <summary>Completes with the exit code once the process has ended and all that it wrote has been read.</summary>
    Task<int> Exited { get; }

    /// <summary>Asks the process to end by itself.</summary>
    void Terminate();

    /// <summary>Ends the process and all its descendants at once.</summary>
    void Kill();
}
