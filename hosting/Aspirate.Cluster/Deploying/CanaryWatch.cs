using System.Globalization;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Rollouts.Canaries;

namespace Aspirate.Cluster.Deploying;

/// <summary>Watches new versions that have a share of the requests, visibly, and says whether they may have all.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="console">Where it is shown.</param>
/// <param name="percent">The share.</param>
/// <param name="duration">How long they are watched.</param>
internal sealed class CanaryWatch(ClusterConnection connection, DeploymentOutput console, int percent, TimeSpan duration)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>The share of the requests.</summary>
    public int Percent => percent;

    /// <returns>Whether they did as well as the old ones.</returns>
    public async Task<bool> IsGoodAsync(string @namespace, CanaryPlan canary, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", canary.Workloads.Select(workload => workload.Name));
        await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The new version of {names} gets {percent}% of the requests for {duration.TotalSeconds:0} s ..."));
        if (canary.Telemetry is null)
        {
            await console.Error.WriteLineAsync("note: nothing tells how users' requests end, as the application has no dashboard that could be asked; only requests of aspirate's own are compared.");
        }

        var told = TimeSpan.Zero;
        CanarySnapshot? last = null;
        await foreach (var snapshot in new CanaryWatcher(connection.Client, @namespace, TimeProvider.System) { Telemetry = canary.Telemetry }.FollowAsync(canary.Workloads, duration, cancellationToken))
        {
            last = snapshot;
            if (snapshot.IsGood && snapshot.Elapsed - told >= Interval)
            {
                told = snapshot.Elapsed;
                await ShowAsync(snapshot);
            }
        }

        if (last is null or { IsGood: true })
        {
            return true;
        }

        await ShowAsync(last);
        foreach (var workload in last.Workloads.Where(workload => workload.Problem is not null))
        {
            await console.Error.WriteLineAsync($"deployment/{workload.Workload}: the new version is no good: {workload.Problem}.");
        }

        return false;
    }

    private async Task ShowAsync(CanarySnapshot snapshot)
    {
        foreach (var workload in snapshot.Workloads)
        {
            await console.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{snapshot.Elapsed.TotalSeconds,4:0} s  deployment/{workload.Workload}  new: {Describe(workload.New)}, {workload.Restarts} restarts; old: {Describe(workload.Old)}{Users(workload)}"));
        }
    }

    private static string Users(CanaryProgress workload) => workload is { ServedByNew: { } newer, ServedByOld: { } older }
        ? string.Create(CultureInfo.InvariantCulture, $"; users: {newer.Failures} of {newer.Count} failed, old {older.Failures} of {older.Count}")
        : "";

    private static string Describe(VersionAnswers answers) => string.Create(
        CultureInfo.InvariantCulture,
        $"{answers.Failures} of {answers.Count} answers failed{(answers.Median is { } median ? $", {median.TotalMilliseconds:0} ms" : "")}");
}
