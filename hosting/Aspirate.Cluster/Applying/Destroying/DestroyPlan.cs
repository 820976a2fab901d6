using Aspirate.Cluster.Charts;

namespace Aspirate.Cluster.Applying.Destroying;

/// <summary>What destroying an application deletes. Nothing of it has been done.</summary>
public sealed class DestroyPlan
{
    internal DestroyPlan(IReadOnlyList<(ObjectReference Reference, string Uid)> objects, IReadOnlyList<(ObjectReference Reference, string Uid)> claims, bool withVolumes, string? namespaceUid, bool hasRevisions)
    {
        (Targets, ClaimTargets, WithVolumes, NamespaceUid, HasRevisions) = (objects, claims, withVolumes, namespaceUid, hasRevisions);
    }

    /// <summary>The objects of the application, in the order of deleting.</summary>
    public IReadOnlyList<ObjectReference> Objects => [.. Targets.Select(target => target.Reference)];

    /// <summary>The claims of its volumes. They are deleted only when that was asked for.</summary>
    public IReadOnlyList<ObjectReference> Claims => [.. ClaimTargets.Select(target => target.Reference)];

    /// <summary>What an apply has installed by Helm for this application alone; it goes when the objects are gone.</summary>
    public IReadOnlyList<ChartRecord> Charts { get; internal init; } = [];

    /// <summary>Whether the claims are deleted.</summary>
    public bool WithVolumes { get; }

    /// <summary>Whether data stays, and with it the values of the parameters: a database's password belongs to its data.</summary>
    public bool KeepsData => !WithVolumes && ClaimTargets.Count > 0;

    /// <summary>Whether the namespace was made by an apply and goes, too.</summary>
    public bool RemovesNamespace => NamespaceUid is not null && !KeepsData;

    /// <summary>Whether there is nothing to delete.</summary>
    public bool IsEmpty => Targets.Count == 0 && Charts.Count == 0 && (KeepsData || (ClaimTargets.Count == 0 && NamespaceUid is null && !HasRevisions));

    internal IReadOnlyList<(ObjectReference Reference, string Uid)> Targets { get; }

    internal IReadOnlyList<(ObjectReference Reference, string Uid)> ClaimTargets { get; }

    internal string? NamespaceUid { get; }

    internal bool HasRevisions { get; }
}
