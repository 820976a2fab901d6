namespace Aspirate.Cluster.Applying.Preflight;

/// <summary>Objects that may be applied as far as that can be known without the server's judgement on each.</summary>
public sealed class CheckedObjects
{
    internal CheckedObjects(IReadOnlyList<ClusterObject> objects, NamespaceState state, IReadOnlyList<string> notes) =>
        (Objects, Namespace, Notes) = (objects, state, notes);

    /// <summary>The objects in the order of applying, each in its namespace.</summary>
    public IReadOnlyList<ClusterObject> Objects { get; }

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether the namespace is there; without it, the server can judge nothing that is to be in it.</summary>
    public bool NamespaceExists => Namespace.Exists;

    internal NamespaceState Namespace { get; }

    /// <summary>Whether an object belongs to the application, but is the cluster's administrators' to change.</summary>
    internal bool IsLeftAlone(ClusterObject item) => Namespace is { Exists: true, MayBeChanged: false } && item.IsNamespace;
}
