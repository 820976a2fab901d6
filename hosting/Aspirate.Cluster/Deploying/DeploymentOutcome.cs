namespace Aspirate.Cluster.Deploying;

/// <summary>How a deployment ended.</summary>
public enum DeploymentOutcome
{
    /// <summary>The application is as asked.</summary>
    Succeeded,

    /// <summary>It is not, and there was nothing to go back to.</summary>
    Failed,

    /// <summary>The new revision did not become healthy; the one before it runs again.</summary>
    RolledBack,
}
