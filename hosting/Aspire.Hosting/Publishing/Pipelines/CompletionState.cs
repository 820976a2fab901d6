namespace Aspire.Hosting.Pipelines;

/// <summary>How a step went.</summary>
public enum CompletionState
{
    /// <summary>It has not ended.</summary>
    InProgress,

    /// <summary>Well.</summary>
    Completed,

    /// <summary>Well, with something to know.</summary>
    CompletedWithWarning,

    /// <summary>Not well.</summary>
    CompletedWithError,
}
