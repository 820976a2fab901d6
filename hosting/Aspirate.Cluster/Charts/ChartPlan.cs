namespace Aspirate.Cluster.Charts;

/// <summary>What an apply does about the charts that the application needs, and those that it no longer does. Nothing of it has been done.</summary>
/// <param name="Changes">The charts of the tree, in its order.</param>
/// <param name="Obsolete">What an earlier apply installed for this application alone, and the tree no longer has.</param>
public sealed record ChartPlan(IReadOnlyList<ChartChange> Changes, IReadOnlyList<ChartRecord> Obsolete)
{
    /// <summary>Whether anything is installed or upgraded; then the cluster may know more kinds afterwards.</summary>
    public bool Installs => Changes.Any(change => change.Kind is ChartChangeKind.Install or ChartChangeKind.Upgrade);
}
