using System.Net;
using System.Runtime.CompilerServices;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Logs;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts;

/// <summary>
/// Follows workloads until they are rolled out, until it is certain that one will not be, or until the time is over.
/// It is driven by what the cluster tells (list and watch).
/// </summary>
/// <remarks>
/// It needs the verbs <c>list</c> and <c>watch</c> on pods, events, persistentvolumeclaims and on the kinds that are followed
/// (with Deployments: replicasets; with DaemonSets: controllerrevisions), and <c>get</c> on pods/log for the last lines of a log.
/// </remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the workloads are.</param>
/// <param name="time">The clock.</param>
public sealed class RolloutWatcher(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private const int LogLines = 12;

    // Some problems become certain by lasting; also the time that has passed is part of a snapshot.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>When a problem counts as certain.</summary>
    public RolloutPatience Patience { get; init; } = new();

    /// <summary>
    /// Whether it deletes pods of StatefulSets that are not ready and belong to another revision than the one that is rolled out:
    /// the controller waits for them to become ready before it replaces them, so that neither a corrected nor a rolled back
    /// description would ever run. Needs the verb <c>delete</c> on pods. Default: it changes nothing.
    /// </summary>
    public bool ReplacesStuckPods { get; init; }

    /// <summary>
    /// Snapshots, whenever something has changed and at least every second. The last one, and only it, has another outcome
    /// than <see cref="RolloutOutcome.Progressing"/>; the problems in it come with the last lines of the logs.
    /// </summary>
    /// <remarks>
    /// Call it after the objects were written: what the cluster has not yet taken notice of counts as not rolled out
    /// (<c>observedGeneration</c>), so there is no race. A lost connection is made anew; only what stands in the way at the
    /// beginning, and missing rights, throw.
    /// </remarks>
    /// <param name="workloads">What to follow; with none, the only snapshot is healthy.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">The API server cannot be reached, or a right is missing.</exception>
    public async IAsyncEnumerable<RolloutSnapshot> FollowAsync(
        IReadOnlyCollection<WorkloadId> workloads, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (workloads.Count == 0)
        {
            yield return new(RolloutOutcome.Healthy, TimeSpan.Zero, []);
            yield break;
        }

        var feeds = new NamespaceFeeds(cluster, @namespace, time).For(workloads.Select(workload => workload.Kind));
        var since = time.GetUtcNow();
        await foreach (var objects in new NamespaceWatch(feeds, time).FollowAsync(Interval, cancellationToken))
        {
            var now = time.GetUtcNow();
            var evidence = new Evidence(objects, since, now, Patience);
            if (ReplacesStuckPods)
            {
                await ReplaceStuckPodsAsync(workloads, evidence, cancellationToken);
            }

            var verdict = RolloutDecision.Judge(workloads, evidence, isTimeUp: now - since >= timeout);
            if (verdict.Snapshot.Outcome == RolloutOutcome.Progressing)
            {
                yield return verdict.Snapshot;
                continue;
            }

            yield return verdict.Snapshot with { Workloads = await Task.WhenAll(verdict.Snapshot.Workloads.Select(workload => WithLogsAsync(workload, verdict, cancellationToken))) };
            yield break;
        }
    }

    private async Task ReplaceStuckPodsAsync(IReadOnlyCollection<WorkloadId> workloads, Evidence evidence, CancellationToken cancellationToken)
    {
        var sets = workloads.Where(workload => workload.Kind == ControllerKind.StatefulSet).Select(workload => evidence.Objects.Find<V1StatefulSet>(workload.Name)).OfType<V1StatefulSet>();
        foreach (var pod in sets.SelectMany(set => StatefulSetRules.StuckPods(set, evidence)))
        {
            try
            {
                // This very pod: by now another may have its name.
                await cluster.CoreV1.DeleteNamespacedPodAsync(
                    pod.Metadata.Name, @namespace, new V1DeleteOptions { Preconditions = new() { Uid = pod.Metadata.Uid } }, cancellationToken: cancellationToken);
            }
            catch (HttpOperationException gone) when (gone.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
            }
            catch (Exception lost) when (LostConnection.Is(lost, cancellationToken))
            {
                // It is still in the way at the next look.
            }
        }
    }

    private async Task<WorkloadProgress> WithLogsAsync(WorkloadProgress workload, Verdict verdict, CancellationToken cancellationToken) =>
        workload.Problem is { } problem && verdict.Logs.TryGetValue(workload.Workload, out var source)
            ? workload with { Problem = problem with { LogLines = await LogTail.ReadAsync(cluster, @namespace, source, LogLines, cancellationToken) } }
            : workload;
}
