using System.Globalization;
using Aspirate.Cluster.Rollouts;

namespace Aspirate.Cluster.Deploying;

/// <summary>What changed from one snapshot to the next, a plain line each.</summary>
internal static class RolloutLines
{
    /// <summary>Writes the lines of a rollout while it happens.</summary>
    /// <returns>The last snapshot: healthy, failed, or timed out.</returns>
    public static async Task<RolloutSnapshot> FollowAsync(IAsyncEnumerable<RolloutSnapshot> rollout, TextWriter output, CancellationToken cancellationToken)
    {
        RolloutSnapshot? last = null;
        await foreach (var snapshot in rollout.WithCancellation(cancellationToken))
        {
            foreach (var line in Between(last, snapshot))
            {
                await output.WriteLineAsync(line);
            }

            last = snapshot;
        }

        return last ?? throw new InvalidOperationException("A rollout ends with a snapshot.");
    }

    public static IEnumerable<string> Between(RolloutSnapshot? before, RolloutSnapshot now)
    {
        foreach (var workload in now.Workloads)
        {
            var known = before?.Workloads.FirstOrDefault(each => each.Workload == workload.Workload);

            // What was well from the beginning is no news but once.
            foreach (var pod in known is null && workload.Outcome == RolloutOutcome.Healthy ? [] : workload.Pods)
            {
                var step = Step(pod);
                if (known?.Pods.FirstOrDefault(each => each.Name == pod.Name) is not { } earlier || Step(earlier) != step)
                {
                    yield return Line($"{workload.Workload}  {pod.Name}: {step}");
                }
            }

            if (known is null || Text(known) != Text(workload))
            {
                yield return Line($"{workload.Workload}  {workload.Ready}/{workload.Desired}  {Text(workload)}");
            }
        }

        string Line(string text) => string.Create(CultureInfo.InvariantCulture, $"{now.Elapsed.TotalSeconds,4:0} s  {text}");
    }

    private static string Text(WorkloadProgress workload) => workload switch
    {
        { Outcome: RolloutOutcome.Healthy } => $"rolled out: {workload.Status}",
        { Outcome: RolloutOutcome.Failed, Problem: { } problem } => $"failed: {problem.Message}",
        { Outcome: RolloutOutcome.TimedOut } => "not healthy in time",
        { Problem: { } problem } => $"{workload.Status}; {problem.Message}",
        _ => workload.Status,
    };

    private static string Step(PodProgress pod)
    {
        var step = pod switch
        {
            { IsReady: true } => "ready",
            { IsStarted: true } => "started",
            { IsPulled: true } => "pulled",
            { IsScheduled: true } => "scheduled",
            _ => "waits for a node",
        };
        return pod.Restarts == 0 ? step : $"{step}, restarted {pod.Restarts}x";
    }
}
