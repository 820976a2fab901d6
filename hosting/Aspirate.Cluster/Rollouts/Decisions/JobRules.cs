using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>A Job is rolled out when it has completed. One that is suspended waits for somebody to start it, and nobody waits for it.</summary>
internal static class JobRules
{
    public static ControllerStatus Read(V1Job job, Evidence evidence)
    {
        var status = job.Status ?? new();
        var desired = job.Spec.Completions ?? 1;
        var succeeded = status.Succeeded ?? 0;
        var failure = Condition("Failed") ?? Condition("FailureTarget");
        var isComplete = Condition("Complete") is not null;
        var isSuspended = job.Spec.Suspend == true;
        var pods = evidence.Objects.OwnedBy<V1Pod>(job).OrderBy(pod => pod.Metadata.CreationTimestamp).ToList();

        return new()
        {
            IsRolledOut = isComplete || (isSuspended && failure is null),
            Text = true switch
            {
                _ when isComplete => "completed",
                _ when failure is not null => "failed",
                _ when isSuspended => "suspended",
                _ => $"{succeeded} of {desired} completions",
            },
            Desired = desired,
            Updated = pods.Count,
            Ready = succeeded,
            Pods = pods,
            HasGivenUp = failure is not null,
            Finding = failure is not null ? Failed(job, failure, pods, evidence)
                : pods.Count == 0 && !isComplete && !isSuspended ? CreationDiagnosis.Find(job, evidence)
                : null,
        };

        V1JobCondition? Condition(string type) => status.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");
    }

    private static Finding Failed(V1Job job, V1JobCondition failure, IReadOnlyList<V1Pod> pods, Evidence evidence)
    {
        var said = TerminalText.Line(failure.Message ?? failure.Reason ?? "no reason is told");
        var last = pods.Reverse().Select(pod => (Pod: pod, Ended: Ended(pod))).FirstOrDefault(entry => entry.Ended is not null);
        var cause = last.Pod is null ? null : PodDiagnosis.Find(last.Pod, evidence);
        return new(
            new()
            {
                Reason = cause?.Problem.Reason ?? failure.Reason ?? "JobFailed",
                Message = last.Ended is { } ended ? $"the Job failed ({said}); its container '{ended.Name}' {ExitCode.Describe(ended.State.Terminated.ExitCode)}" : $"the Job failed: {said}",
                Remedy = cause?.Problem.Remedy ?? $"See what it did: kubectl logs job/{job.Metadata.Name}",
                Pod = last.Pod?.Metadata.Name,
                Container = last.Ended?.Name,
            },
            Certainty.Certain)
        {
            Logs = last is { Pod: { } pod, Ended: { } container } ? new(pod.Metadata.Name, container.Name, Previous: false) : null,
        };
    }

    private static V1ContainerStatus? Ended(V1Pod pod) => (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? [])
        .FirstOrDefault(status => status.State?.Terminated is { ExitCode: not 0 });
}
