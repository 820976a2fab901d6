using System.Globalization;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>Judges a rollout by what is known of the cluster: a pure function.</summary>
internal static class RolloutDecision
{
    /// <param name="workloads">What is followed.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="isTimeUp">Whether who is not healthy now has failed.</param>
    public static Verdict Judge(IReadOnlyCollection<WorkloadId> workloads, Evidence evidence, bool isTimeUp)
    {
        var readings = workloads.Select(workload => Reading.Of(workload, evidence)).ToList();
        var judged = readings.Select(reading => Judge(reading, readings, isTimeUp)).ToList();
        var outcome = true switch
        {
            _ when judged.Exists(entry => entry.Progress.Outcome == RolloutOutcome.Failed) => RolloutOutcome.Failed,
            _ when judged.TrueForAll(entry => entry.Progress.Outcome == RolloutOutcome.Healthy) => RolloutOutcome.Healthy,
            _ => isTimeUp ? RolloutOutcome.TimedOut : RolloutOutcome.Progressing,
        };
        return new(
            new(outcome, evidence.Now - evidence.Since, [.. judged.Select(entry => entry.Progress)]),
            judged.Where(entry => entry.Logs is not null).ToDictionary(entry => entry.Progress.Workload, entry => entry.Logs!));
    }

    private static (WorkloadProgress Progress, LogSource? Logs) Judge(Reading reading, IReadOnlyList<Reading> all, bool isTimeUp)
    {
        var finding = reading.Status.IsRolledOut ? null : reading.Finding;
        var hasFailed = finding?.Certainty switch
        {
            Certainty.Certain => true,
            Certainty.UnlessOthersHelp => all.All(other => other == reading || other.Status.IsRolledOut || other.Finding is { Certainty: >= Certainty.UnlessOthersHelp }),
            _ => reading.Status is { HasGivenUp: true, IsRolledOut: false },
        };
        var progress = new WorkloadProgress
        {
            Workload = reading.Workload,
            Outcome = true switch
            {
                _ when reading.Status.IsRolledOut => RolloutOutcome.Healthy,
                _ when hasFailed => RolloutOutcome.Failed,
                _ => isTimeUp ? RolloutOutcome.TimedOut : RolloutOutcome.Progressing,
            },
            Status = reading.Status.Text,
            Desired = reading.Status.Desired,
            Updated = reading.Status.Updated,
            Ready = reading.Status.Ready,
            Old = reading.Status.Old,
            Pods = [.. (reading.Status.Pods ?? []).Select(pod => PodReading.Read(pod, reading.Evidence.Objects))],
            Problem = finding?.Problem ?? (isTimeUp && !reading.Status.IsRolledOut ? Unknown(reading) : null),
        };
        return (progress, finding?.Logs);
    }

    private static RolloutProblem Unknown(Reading reading) => new()
    {
        Reason = "Timeout",
        Message = $"it was not healthy in time: {reading.Status.Text}",
        Remedy = $"Look at it: kubectl describe {reading.Workload}. It may need more time (--timeout).",
    };

    /// <summary>What a workload's controller and pods say.</summary>
    private sealed record Reading(WorkloadId Workload, ControllerStatus Status, Finding? Finding, Evidence Evidence)
    {
        public static Reading Of(WorkloadId workload, Evidence evidence)
        {
            var objects = evidence.Objects;
            var status = workload.Kind switch
            {
                ControllerKind.Deployment when objects.Find<V1Deployment>(workload.Name) is { } found => DeploymentRules.Read(found, evidence),
                ControllerKind.StatefulSet when objects.Find<V1StatefulSet>(workload.Name) is { } found => StatefulSetRules.Read(found, evidence),
                ControllerKind.DaemonSet when objects.Find<V1DaemonSet>(workload.Name) is { } found => DaemonSetRules.Read(found, evidence),
                ControllerKind.Job when objects.Find<V1Job>(workload.Name) is { } found => JobRules.Read(found, evidence),
                _ => Missing(workload),
            };

            if (workload.Kind != ControllerKind.Job && status is { IsRolledOut: true, Pods: { } ready } && ready.Any(pod => PodReading.IsUnsettled(pod, evidence)))
            {
                status = status with
                {
                    IsRolledOut = false,
                    Text = status.Ready < status.Desired
                        ? $"{status.Ready} of {status.Desired} pods are ready"
                        : string.Create(CultureInfo.InvariantCulture, $"ready; has to stay so for {evidence.Patience.Settling.TotalSeconds:0} s"),
                };
            }

            // A Job's pod that failed is followed by another; the Job says when that is enough.
            var pods = (status.Pods ?? []).Where(pod => workload.Kind != ControllerKind.Job || !PodReading.HasEnded(pod));
            var findings = pods.Select(pod => PodDiagnosis.Find(pod, evidence));

            // That nothing moves on is the reason only when no pod tells a better one.
            return new(workload, status, Finding.Surest(status.HasGivenUp ? findings.Append(status.Finding) : findings.Prepend(status.Finding)), evidence);
        }

        private static ControllerStatus Missing(WorkloadId workload) => new()
        {
            IsRolledOut = false,
            Text = "does not exist",
            Finding = new(
                new() { Reason = "Missing", Message = $"there is no {workload.Kind} '{workload.Name}' in the namespace", Remedy = "Somebody has deleted it; apply again." },
                Certainty.Certain),
        };
    }
}
