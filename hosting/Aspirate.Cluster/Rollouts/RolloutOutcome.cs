namespace Aspirate.Cluster.Rollouts;

/// <summary>How it stands with a rollout.</summary>
public enum RolloutOutcome
{
    /// <summary>It is under way; another snapshot follows.</summary>
    Progressing,

    /// <summary>Everything that was asked for runs and is ready.</summary>
    Healthy,

    /// <summary>It is certain that it does not become healthy by itself.</summary>
    Failed,

    /// <summary>The time was over before it was healthy.</summary>
    TimedOut,
}
