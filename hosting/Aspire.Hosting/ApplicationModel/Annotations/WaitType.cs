namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>That the resource runs and its health checks succeed.</summary>
    WaitUntilHealthy,

    /// <summary>That the resource has ended with a certain exit code.</summary>
    WaitForCompletion,

    /// <summary>That the resource runs, healthy or not.</summary>
    WaitUntilStarted,
}
