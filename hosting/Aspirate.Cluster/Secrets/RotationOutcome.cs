namespace Aspirate.Cluster.Secrets;

/// <summary>How a rotation has ended.</summary>
public enum RotationOutcome
{
    /// <summary>The new values are in force everywhere.</summary>
    Done,

    /// <summary>The pods did not become healthy with the new values, so the old ones are in force again.</summary>
    RolledBack,

    /// <summary>The pods did not become healthy, and going back is not possible. Repeating the rotation finishes it.</summary>
    Unfinished,
}
