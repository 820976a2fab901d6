using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Applying.Planning;

/// <summary>What an apply will do, object by object. Nothing of it has been done.</summary>
public sealed class ApplyPlan
{
    internal ApplyPlan(string? application, IReadOnlyList<ClusterObject> objects, IReadOnlyList<ObjectChange> changes, IReadOnlyList<ObjectChange> deletions, IReadOnlyList<string> notes, IReadOnlyList<Revision> history, bool isForced)
    {
        (Application, Objects, Changes, Deletions, Notes, History, IsForced) = (application, objects, changes, deletions, notes, history, isForced);
        IsRecorded = history is [.., var latest] && latest.HasSameObjects(objects);
    }

    /// <summary>The application's name, if the objects name it.</summary>
    public string? Application { get; }

    /// <summary>All objects of the application, in the order in which they are applied.</summary>
    public IReadOnlyList<ClusterObject> Objects { get; }

    /// <summary>What is done to each of them, in the same order.</summary>
    public IReadOnlyList<ObjectChange> Changes { get; }

    /// <summary>What earlier revisions brought, and this one does not have.</summary>
    public IReadOnlyList<ObjectChange> Deletions { get; }

    /// <summary>What a person should know before it is done.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The revisions that the namespace has, oldest first.</summary>
    public IReadOnlyList<Revision> History { get; }

    /// <summary>Whether the cluster already is as it shall be.</summary>
    public bool IsUnchanged => IsRecorded && Deletions.Count == 0 && Changes.All(change => change.Kind is ChangeKind.None);

    /// <summary>Everything that is done, deletions last.</summary>
    public IEnumerable<ObjectChange> Effective => Changes.Where(change => change.Kind is not ChangeKind.None).Concat(Deletions);

    /// <summary>The revision that a failed rollout goes back to: the last good one, unless that is what is being applied.</summary>
    public Revision? Previous => History.LastOrDefault(revision => revision.State is RevisionState.Deployed) is { } good && !good.HasSameObjects(Objects) ? good : null;

    /// <summary>Whether objects and fields of others are taken over.</summary>
    public bool IsForced { get; }

    internal bool IsRecorded { get; }
}
