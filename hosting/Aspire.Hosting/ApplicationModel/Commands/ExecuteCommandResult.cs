namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command went.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Gets whether it succeeded.</summary>
    public required bool Success { get; init; }

    /// <summary>Gets whether whoever asked for it changed their mind.</summary>
    public bool Canceled { get; init; }

    /// <summary>Gets why it failed.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets what to tell whoever asked for it.</summary>
    public string? Message { get; init; }
}
