namespace Aspirate.Cluster;

/// <summary>The cluster knows who asks, and does not let them: a missing right (RBAC), answered with 403.</summary>
public sealed class AccessDeniedException : ClusterException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which right is missing, and the remedy.</param>
    public AccessDeniedException(string message)
        : base(message)
    {
    }
}
