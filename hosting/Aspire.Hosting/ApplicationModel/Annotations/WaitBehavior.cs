namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a waiting resource does when the resource it waits for has ended or failed to start.</summary>
public enum WaitBehavior
{
    /// <summary>It goes on waiting: the other one may be restarted.</summary>
    WaitOnResourceUnavailable,

    /// <summary>It fails.</summary>
    StopOnResourceUnavailable,
}
