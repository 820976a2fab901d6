namespace Aspire.Hosting.Running.Processes;

/// <summary>The signals that the runner sends, by their POSIX numbers (the same on Linux and macOS).</summary>
internal enum UnixSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}
