namespace Aspirate.Cluster.Applying.Planning;

/// <summary>What applying does to an object.</summary>
public enum ChangeKind
{
    /// <summary>Nothing: it is as it shall be.</summary>
    None,

    /// <summary>It does not exist yet.</summary>
    Create,

    /// <summary>Something in it becomes different.</summary>
    Change,

    /// <summary>Its content stays, but from now on it is this tool's.</summary>
    Adopt,

    /// <summary>It goes: the tree no longer has it.</summary>
    Delete,
}
