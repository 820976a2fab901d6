namespace Aspire.Hosting.Running.Probing;

/// <summary>Who wants to know how a replica is.</summary>
internal interface IReplicaHealth
{
    void SetReadiness(bool ready, string? message);

    /// <summary>It failed its startup or liveness probe for good.</summary>
    void SetUnhealthy(string message);
}
