namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How a running program is told another value of a setting that it reads once only.</summary>
/// <param name="Command">
/// The command. It reads from its standard input the new value, one line, and then the one before; it may be repeated.
/// </param>
public sealed record ProgramChange(IReadOnlyList<string> Command)
{
    /// <summary>The workload whose first container the command runs in; <see langword="null"/> is the one that has the setting.</summary>
    public string? Workload { get; init; }
}
