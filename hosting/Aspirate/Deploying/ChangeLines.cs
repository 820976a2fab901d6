using Aspirate.Generation;
using Aspirate.Cluster.Applying.Planning;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Deploying;

/// <summary>How changes are worded.</summary>
internal static class ChangeLines
{
    /// <summary>A line for a change that was made.</summary>
    public static string Done(ObjectChange change) => $"  {Verb(change.Kind),-9} {change.Reference}";

    /// <summary>A change that would be made, as <c>diff -u</c> shows it.</summary>
    public static string Difference(ObjectChange change) => change.Kind is ChangeKind.Adopt
        ? $"{change.Reference}: stays as it is, and becomes aspirate's"
        : TreeDifferences.Render([new FileDifference(
            change.Reference.ToString(),
            change.Kind is ChangeKind.Create ? null : change.Before.TrimEnd(),
            change.Kind is ChangeKind.Delete ? null : change.After.TrimEnd())]).TrimEnd();

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
