namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>How replicas of an older revision are replaced; the names are Kubernetes' own.</summary>
internal enum UpdateStrategy
{
    /// <summary>One new replica at a time is started beside the old ones; an old one goes when a new one is ready. No request fails.</summary>
    RollingUpdate,

    /// <summary>All old replicas end before the new ones start: for what owns a port or a folder.</summary>
    Recreate,
}
