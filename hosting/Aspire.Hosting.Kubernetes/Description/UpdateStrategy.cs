namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How the pods of a Deployment are replaced by those of a new version.</summary>
public enum UpdateStrategy
{
    /// <summary>One after the other; the service keeps answering.</summary>
    RollingUpdate,

    /// <summary>All old pods stop before the first new one starts, for programs that must not run twice.</summary>
    Recreate,
}
