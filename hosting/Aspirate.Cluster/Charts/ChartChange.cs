namespace Aspirate.Cluster.Charts;

/// <summary>What is done about a chart.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Kind">What is done.</param>
public sealed record ChartChange(ChartInstallation Chart, ChartChangeKind Kind);

/// <summary>What can be done about a chart.</summary>
public enum ChartChangeKind
{
    /// <summary>It is as it should be.</summary>
    None,

    /// <summary>Somebody else has installed the same chart in the same version; it is used as it is.</summary>
    Foreign,

    /// <summary>It is installed.</summary>
    Install,

    /// <summary>What is installed is brought to its version and values.</summary>
    Upgrade,
}
