using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Deploying;

/// <summary>How changes are worded.</summary>
internal static class ChangeLines
{
    /// <summary>A line for a change that was made.</summary>
    public static string Done(ObjectChange change) => $"  {Verb(change.Kind),-9} {change.Reference}";

    /// <summary>How many of which, e.g. <c>3 created, 1 deleted</c>.</summary>
    public static string Summary(IEnumerable<ObjectChange> changes)
    {
        var counts = changes.GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Verb(group.Key)}").ToArray();
        return counts.Length == 0 ? "the cluster had it all already" : string.Join(", ", counts);
    }

    private static string Verb(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "created",
        ChangeKind.Change => "changed",
        ChangeKind.Adopt => "adopted",
        ChangeKind.Delete => "deleted",
        _ => "unchanged",
    };
}
