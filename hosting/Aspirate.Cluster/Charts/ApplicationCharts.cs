using System.Security.Cryptography;
using System.Text;
using Aspirate.Cluster.Applying.Preflight;
using k8s;

namespace Aspirate.Cluster.Charts;

/// <summary>
/// The Helm charts of one application: installed before it, remembered in its namespace, uninstalled after it where the model says so. What somebody
/// else has installed is left to them.
/// </summary>
public sealed class ApplicationCharts
{
    private readonly Helm _helm;
    private readonly ChartRecords _records;

    /// <summary>Makes one.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="namespace">The application's namespace.</param>
    /// <param name="directory">What a chart's folder is relative to: the AppHost's folder.</param>
    public ApplicationCharts(ClusterConnection connection, string @namespace, string directory)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        (_helm, _records) = (new(connection, directory), new(connection.Client, @namespace));
    }

    /// <summary>Works out what is to be done. Changes nothing, and needs no Helm when there are no charts.</summary>
    /// <param name="charts">The charts of the tree.</param>
    /// <param name="takeOver">Upgrades what somebody else has installed.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="PreflightException">Somebody else has installed something else under the same name.</exception>
    /// <exception cref="ClusterException">There is no Helm, or it does not say what is installed.</exception>
    public async Task<ChartPlan> PlanAsync(IReadOnlyList<ChartInstallation> charts, bool takeOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(charts);
        var records = await _records.ListAsync(cancellationToken);
        var changes = new List<ChartChange>();
        var problems = new List<string>();
        foreach (var chart in charts)
        {
            var installed = await _helm.FindAsync(chart.Release, chart.Namespace, cancellationToken);
            var record = records.FirstOrDefault(candidate => candidate.Key == RecordOf(chart, 0).Key);
            switch (installed)
            {
                case null:
                    changes.Add(new(chart, ChartChangeKind.Install));
                    break;

                case { IsDeployed: true } when record is not null && record == RecordOf(chart, installed.Revision):
                    changes.Add(new(chart, ChartChangeKind.None));
                    break;

                case not null when record is not null || takeOver:
                    changes.Add(new(chart, ChartChangeKind.Upgrade));
                    break;

                case { IsDeployed: true } when IsSame(chart, installed):
                    changes.Add(new(chart, ChartChangeKind.Foreign));
                    break;

                default:
                    problems.Add($"The chart '{chart.Metadata.Name}' is to be installed as '{chart.Release}' into namespace '{chart.Namespace}', where {installed.Chart} {installed.Version} ({installed.Status}) is, not by aspirate. Choose another release name or namespace in the model, take its version ({installed.Version}) to use it as it is, or upgrade it with --take-over.");
                    break;
            }
        }

        var wanted = charts.Select(chart => RecordOf(chart, 0).Key).ToHashSet(StringComparer.Ordinal);
        return problems.Count == 0
            ? new(changes, [.. records.Where(record => record.IsDestroyed && !wanted.Contains(record.Key))])
            : throw new PreflightException(problems);
    }

    /// <summary>Installs and upgrades what the plan says, one after the other, and waits until each is ready.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="timeout">How long each may take.</param>
    /// <param name="starting">Told of each before it is done.</param>
    /// <param name="cancellationToken">Stops it; the next apply goes on.</param>
    /// <exception cref="ClusterException">Helm could not; what it said is in the message.</exception>
    public async Task InstallAsync(ChartPlan plan, TimeSpan timeout, Action<ChartChange>? starting = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var change in plan.Changes.Where(change => change.Kind is ChartChangeKind.Install or ChartChangeKind.Upgrade))
        {
            starting?.Invoke(change);

            // Before it is there, so that it is not forgotten when this ends in the middle.
            await _records.SetAsync(RecordOf(change.Chart, 0), cancellationToken);
            await _helm.InstallAsync(change.Chart, timeout, cancellationToken);
            if (await _helm.FindAsync(change.Chart.Release, change.Chart.Namespace, cancellationToken) is { } installed)
            {
                await _records.SetAsync(RecordOf(change.Chart, installed.Revision), cancellationToken);
            }
        }
    }

    /// <summary>Uninstalls releases, the last first.</summary>
    /// <param name="releases">The releases.</param>
    /// <param name="timeout">How long each may take.</param>
    /// <param name="uninstalled">Told of each.</param>
    /// <param name="cancellationToken">Stops it; the next call goes on.</param>
    /// <exception cref="ClusterException">Helm could not; what it said is in the message.</exception>
    public async Task UninstallAsync(IReadOnlyList<ChartRecord> releases, TimeSpan timeout, Action<ChartRecord>? uninstalled = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(releases);
        foreach (var release in releases.Reverse())
        {
            await _helm.UninstallAsync(release.Release, release.Namespace, timeout, cancellationToken);
            await _records.ForgetAsync(release, cancellationToken);
            uninstalled?.Invoke(release);
        }
    }

    /// <summary>Forgets what was installed, when the application is gone.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    public Task ForgetAsync(CancellationToken cancellationToken = default) => _records.ClearAsync(cancellationToken);

    private static ChartRecord RecordOf(ChartInstallation chart, int revision) =>
        new(chart.Release, chart.Namespace, Hash(KubernetesJson.Serialize(chart)), revision, chart.Destroy is true);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    // The reference names the chart by its last part: oci://registry/charts/redis, repository/redis, redis-1.2.3.tgz. A folder may be called anything.
    private static bool IsSame(ChartInstallation chart, HelmRelease installed) =>
        installed.Version.TrimStart('v') == chart.Version.TrimStart('v')
        && (chart.Chart is ['.' or '/', ..]
            || (chart.Chart.Split('/')[^1] is var name && (name == installed.Chart || name.StartsWith($"{installed.Chart}-", StringComparison.Ordinal))));
}
