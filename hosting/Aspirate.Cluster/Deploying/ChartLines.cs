using Aspirate.Cluster.Charts;

namespace Aspirate.Cluster.Deploying;

/// <summary>How Helm charts are told of.</summary>
internal static class ChartLines
{
    public static string Starting(ChartChange change) => $"{(change.Kind is ChartChangeKind.Upgrade ? "Upgrading" : "Installing")} {Show(change)} with helm ...";

    public static string Uninstalled(ChartRecord release) => $"  {"uninstalled",-11} {Show(release)}";

    public static string Show(ChartRecord release) => $"the release '{release.Release}' in namespace '{release.Namespace}'";

    /// <summary>What would be done, a line each; empty when nothing would.</summary>
    public static IEnumerable<string> Differences(ChartPlan plan) =>
    [
        .. plan.Changes
            .Where(change => change.Kind is ChartChangeKind.Install or ChartChangeKind.Upgrade)
            .Select(change => $"{Show(change)}: would be {(change.Kind is ChartChangeKind.Upgrade ? "upgraded" : "installed")} with helm"),
        .. plan.Obsolete.Select(release => $"{Show(release)}: would be uninstalled with helm"),
    ];

    public static async Task AnnounceAsync(ChartPlan plan, TextWriter error)
    {
        foreach (var change in plan.Changes.Where(change => change.Kind is ChartChangeKind.Foreign))
        {
            await error.WriteLineAsync($"note: {Show(change)} is installed already, not by aspirate; it is used as it is.");
        }
    }

    private static string Show(ChartChange change) => $"{change.Chart.Chart} {change.Chart.Version} as '{change.Chart.Release}' in namespace '{change.Chart.Namespace}'";
}
