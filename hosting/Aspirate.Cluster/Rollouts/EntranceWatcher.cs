using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;

namespace Aspirate.Cluster.Rollouts;

/// <summary>Waits until the controllers of Gateways have looked at an application's routes, and says what they have against them.</summary>
/// <remarks>It needs the verb <c>list</c> on gateways and httproutes of <c>gateway.networking.k8s.io</c>; without it, or without the kinds, there is nothing to wait for.</remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the application is.</param>
/// <param name="time">The clock.</param>
public sealed class EntranceWatcher(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until nothing is wrong and everything was looked at, or the patience is over.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What is wrong then; empty when nothing is.</returns>
    public async Task<IReadOnlyList<EntranceProblem>> WaitAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var feeds = new NamespaceFeeds(cluster, @namespace, time);
        var watch = new NamespaceWatch([feeds.Gateways, feeds.HttpRoutes, feeds.OutsideGateways], time);
        var started = time.GetTimestamp();
        while (true)
        {
            var objects = await watch.ReadAsync(cancellationToken);
            var problems = EntranceDiagnosis.Find(objects, time.GetUtcNow()).ToList();
            var isSeen = objects.All<V1HttpRoute>().Where(route => ApplicationLabels.ResourceOf(route) is not null).All(EntranceDiagnosis.IsSeen);
            if ((problems.Count == 0 && isSeen) || time.GetElapsedTime(started) >= patience)
            {
                return problems;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
