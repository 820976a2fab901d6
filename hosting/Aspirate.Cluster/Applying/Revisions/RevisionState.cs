namespace Aspirate.Cluster.Applying.Revisions;

/// <summary>What became of a revision.</summary>
public enum RevisionState
{
    /// <summary>Its objects are being applied; if no apply is under way, one was killed in the middle.</summary>
    Applying,

    /// <summary>Applied, but Ctrl+C came before it was known to be healthy.</summary>
    Interrupted,

    /// <summary>Applied; its workloads became healthy, or nobody waited for them.</summary>
    Deployed,

    /// <summary>It could not be applied whole, or did not become healthy.</summary>
    Failed,

    /// <summary>It had new versions beside the old ones, with a share of the requests, and they did well: what comes after it is for all.</summary>
    Canary,

    /// <summary>Its objects were deleted again; its volumes are still there.</summary>
    Destroyed,
}
