namespace Aspirate.Cluster.Rollouts;

/// <summary>A pod of the revision that is being rolled out.</summary>
public sealed record PodProgress
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How it is in a word or two, as <c>kubectl get pods</c> says it.</summary>
    public required string Status { get; init; }

    /// <summary>A node was found for it.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>The images of all of its containers are on the node.</summary>
    public bool IsPulled { get; init; }

    /// <summary>All of its containers run (or have done their work) and have passed their startup probes.</summary>
    public bool IsStarted { get; init; }

    /// <summary>It takes traffic; for a pod that runs to completion: it has succeeded.</summary>
    public bool IsReady { get; init; }

    /// <summary>How often its containers were restarted, together.</summary>
    public int Restarts { get; init; }

    /// <summary>The newest of its events, if it has any.</summary>
    public PodEvent? LastEvent { get; init; }
}
