namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>What somebody wants of a resource. Restart, scale, start and stop are changes of this and nothing else.</summary>
/// <param name="Replicas">How many replicas there shall be while it runs.</param>
/// <param name="IsRunning">Whether it shall run at all.</param>
/// <param name="Revision">Replicas of an older revision are replaced: a new number is a (rolling) restart.</param>
internal sealed record DesiredState(int Replicas, bool IsRunning = true, int Revision = 1)
{
    /// <summary>How many replicas there shall be now.</summary>
    public int EffectiveReplicas => IsRunning ? Replicas : 0;
}
