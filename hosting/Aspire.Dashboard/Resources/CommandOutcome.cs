namespace Aspire.Dashboard.Resources;

/// <summary>How a command ended. Numbers are those of the contract.</summary>
public enum CommandOutcome
{
    /// <summary>The AppHost did not say.</summary>
    Undefined = 0,

    /// <summary>Done.</summary>
    Succeeded = 1,

    /// <summary>Not done; the message says why.</summary>
    Failed = 2,

    /// <summary>Called off by somebody.</summary>
    Cancelled = 3,

    /// <summary>Not tried: arguments are wrong.</summary>
    InvalidArguments = 4,
}
