namespace Aspirate.Cluster.Applying.Planning;

/// <summary>What applying does to one object.</summary>
/// <param name="Reference">The object.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Before">The object as it is, as YAML without what the server keeps about it; empty when it does not exist.</param>
/// <param name="After">The object as it becomes. The values of Secrets are hidden in both.</param>
/// <param name="Warnings">What the API server has to say about it.</param>
public sealed record ObjectChange(ObjectReference Reference, ChangeKind Kind, string Before, string After, IReadOnlyList<string> Warnings)
{
    /// <summary>What is applied; <see langword="null"/> when it is deleted.</summary>
    internal ClusterObject? Target { get; init; }

    /// <summary>Whether it was somebody else's until now.</summary>
    internal bool TakesOver { get; init; }

    /// <summary>Whether the one that is there is deleted, and made anew as it shall be.</summary>
    internal bool IsRemade { get; init; }

    /// <summary>The object that was looked at, so that no other one is deleted in its place.</summary>
    internal string? Uid { get; init; }
}
