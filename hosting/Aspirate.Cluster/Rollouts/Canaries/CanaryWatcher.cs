using System.Runtime.CompilerServices;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>
/// Watches new versions beside the old ones: asks a pod of each, every second, what routes lead to it, and compares errors and times;
/// listens to what becomes of users' requests, where something tells; looks for restarts and for pods that are not ready.
/// </summary>
/// <remarks>It needs the verbs <c>list</c> on pods and <c>create</c> on pods/portforward.</remarks>
/// <param name="cluster">The connection.</param>
/// <param name="namespace">Where the application is.</param>
/// <param name="time">The clock.</param>
public sealed class CanaryWatcher(IKubernetes cluster, string @namespace, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PodClient _pods = new(cluster, @namespace, time);

    /// <summary>What tells how users' requests end; <see langword="null"/> when nothing does. Default: nothing.</summary>
    public CanaryTelemetry? Telemetry { get; init; }

    /// <summary>How much worse a new version may do.</summary>
    public CanaryTolerance Tolerance { get; init; } = new();

    /// <summary>A snapshot a second, until the time is over or one does worse than it may.</summary>
    /// <param name="workloads">The workloads that have a new version.</param>
    /// <param name="duration">How long they are watched.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ClusterException">A right is missing.</exception>
    public async IAsyncEnumerable<CanarySnapshot> FollowAsync(IReadOnlyList<CanaryWorkload> workloads, TimeSpan duration, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        var watched = workloads.Select(workload => new Watched(workload)).ToList();
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var served = Telemetry is { } telemetry ? new ServedRequests(cluster, @namespace, telemetry, time) : null;
        var listening = served?.ListenAsync(over.Token) ?? Task.CompletedTask;
        try
        {
            var isGood = true;
            while (isGood && time.GetElapsedTime(started) < duration && await timer.WaitForNextTickAsync(cancellationToken))
            {
                var progress = await Task.WhenAll(watched.Select(each => LookAsync(each, served, cancellationToken)));
                var snapshot = new CanarySnapshot(time.GetElapsedTime(started), progress);
                isGood = snapshot.IsGood;
                yield return snapshot;
            }
        }
        finally
        {
            await over.CancelAsync();
            await listening;
        }
    }

    private async Task<CanaryProgress> LookAsync(Watched watched, ServedRequests? served, CancellationToken cancellationToken)
    {
        try
        {
            watched.NewPods = await PodsAsync(watched.Workload.CanarySelector, cancellationToken);
            watched.OldPods = await PodsAsync(watched.Workload.Selector, cancellationToken);
        }
        catch (Exception lost) when (LostConnection.Is(lost, cancellationToken))
        {
            // What is known stands until the next second.
        }

        await Task.WhenAll(
            AskAsync(watched.NewPods, watched, watched.New, cancellationToken),
            AskAsync([.. watched.OldPods.Where(PodReading.IsReady)], watched, watched.Old, cancellationToken));
        watched.Turn++;

        var ready = watched.NewPods.Count(PodReading.IsReady);
        watched.UnreadySince = ready >= watched.Workload.Replicas ? null : watched.UnreadySince ?? time.GetTimestamp();
        var unready = watched.UnreadySince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        var restarts = watched.NewPods.Sum(pod => (pod.Status?.ContainerStatuses ?? []).Sum(status => status.RestartCount));
        watched.NewNames.UnionWith(watched.NewPods.Select(pod => pod.Metadata.Name));
        watched.OldNames.UnionWith(watched.OldPods.Select(pod => pod.Metadata.Name));
        var users = served is { IsTold: true } ? (Newer: served.Of(watched.NewNames), Older: served.Of(watched.OldNames)) : ((VersionAnswers Newer, VersionAnswers Older)?)null;
        return new(
            watched.Workload.Name, watched.New.Answers, watched.Old.Answers, users?.Newer, users?.Older, restarts, ready,
            CanaryJudgement.Problem(watched.New.Answers, watched.Old.Answers, users, restarts, unready, Tolerance));
    }

    // Pods and requests take turns.
    private async Task AskAsync(IReadOnlyList<V1Pod> pods, Watched watched, AnswerLog log, CancellationToken cancellationToken)
    {
        var requests = watched.Workload.Requests;
        if (pods.Count > 0 && requests.Count > 0
            && await _pods.AskAsync(pods[watched.Turn / requests.Count % pods.Count], requests[watched.Turn % requests.Count], cancellationToken) is (true, var answer))
        {
            log.Add(answer);
        }
    }

    private async Task<IReadOnlyList<V1Pod>> PodsAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var selector = string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"));
        var pods = await cluster.CoreV1.ListNamespacedPodAsync(@namespace, labelSelector: selector, cancellationToken: cancellationToken);
        return [.. pods.Items.Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status?.Phase is "Running")];
    }

    private sealed class Watched(CanaryWorkload workload)
    {
        public CanaryWorkload Workload { get; } = workload;

        public AnswerLog New { get; } = new();

        public AnswerLog Old { get; } = new();

        public IReadOnlyList<V1Pod> NewPods { get; set; } = [];

        public IReadOnlyList<V1Pod> OldPods { get; set; } = [];

        /// <summary>All that there were, for what they have answered stays theirs.</summary>
        public HashSet<string> NewNames { get; } = new(StringComparer.Ordinal);

        public HashSet<string> OldNames { get; } = new(StringComparer.Ordinal);

        public long? UnreadySince { get; set; }

        public int Turn { get; set; }
    }
}
