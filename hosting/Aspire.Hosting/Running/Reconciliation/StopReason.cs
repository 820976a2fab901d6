namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>Why a running replica is asked to end.</summary>
internal enum StopReason
{
    None,

    /// <summary>It is not wanted any more.</summary>
    NotDesired,

    /// <summary>It failed its startup or liveness probe and is to be started again.</summary>
    Unhealthy,
}
