using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The container starts and ends, again and again.</summary>
internal static class CrashDiagnosis
{
    public static Finding? Find(ContainerEvidence container)
    {
        if (container.Ended is not { } ended || IsDone(container))
        {
            return null;
        }

        var isDown = container.Status.State?.Running is null;
        var ends = container.Status.RestartCount + (isDown ? 1 : 0);

        // How often the pods of a Job may fail is for the Job to say.
        var isLooping = isDown && container.Pod.Spec.RestartPolicy is null or "Always" && ends >= container.Evidence.Patience.Crashes;
        var problem = Explain(container, ended, ends);
        return new(problem, isLooping ? CertaintyOf(container, problem) : Certainty.Possible)
        {
            // A program that could not be started has written nothing.
            Logs = problem.Reason == "Start" ? null : container.Log(previous: !isDown),
        };
    }

    // Many programs give up when what they depend on is not there yet, and rely on being started again.
    private static Certainty CertaintyOf(ContainerEvidence container, RolloutProblem problem)
    {
        if (problem.Reason is "Start" or "OutOfMemory")
        {
            return Certainty.Certain;
        }

        var (evidence, patience) = (container.Evidence, container.Evidence.Patience.CrashLoop);
        return evidence.CertainAfter(patience, Utc.Of(container.Pod.Metadata.CreationTimestamp) ?? evidence.Since) == Certainty.Certain ? Certainty.UnlessOthersHelp : Certainty.Possible;
    }

    private static bool IsDone(ContainerEvidence container) => container.Status.Ready
        || container.Status.State?.Terminated is { ExitCode: 0 } && (container.Pod.Spec.RestartPolicy is "Never" or "OnFailure" || container.Pod.Spec.InitContainers?.Contains(container.Container) == true)
        || container.Status.State?.Running is not null && container.Status.RestartCount == 0;

    private static RolloutProblem Explain(ContainerEvidence container, V1ContainerStateTerminated ended, int ends)
    {
        var name = container.Container.Name;
        var often = ends == 1 ? "" : $", {ends} times by now";
        if (ended.Reason is "StartError" or "ContainerCannotRun")
        {
            return container.Problem("Start", $"the container '{name}' cannot be started{often}: {StartCause(ended.Message)}", "Correct the container's command, or the entry point of its image.");
        }

        if (ended.Reason == "OOMKilled")
        {
            var limit = container.Container.Resources?.Limits?.TryGetValue("memory", out var memory) == true ? $"its limit of {memory}" : "the node's memory";
            return container.Problem("OutOfMemory", $"the container '{name}' was killed because it needed more than {limit}{often}", "Give it more memory (WithResources(memoryLimit: ...) in the model), or find out what fills it.");
        }

        if (KilledByProbe(container) is { } kind)
        {
            var probe = ProbeDiagnosis.LastFailure(container, kind);
            return container.Problem("Probe", $"the container '{name}' is restarted because its {kind.ToLowerInvariant()} probe fails{often}: {(probe is { Length: > 0 } ? probe : "the kubelet has not told why")}", ProbeDiagnosis.Remedy(container, kind));
        }

        var told = ended.Message is { Length: > 0 } message ? $": {TerminalText.Line(message)}" : "";
        return container.Problem("Crash", $"the container '{name}' {ExitCode.Describe(ended.ExitCode)}{often}{told}", ExitCode.Remedy(ended.ExitCode));
    }

    // The signal by which the kubelet ends it does not tell who sent it; its event does.
    private static string? KilledByProbe(ContainerEvidence container) => container.Events.LastOrDefault(entry => entry.Reason == "Killing")?.Message switch
    {
        { } message when message.Contains("failed liveness probe", StringComparison.Ordinal) => "Liveness",
        { } message when message.Contains("failed startup probe", StringComparison.Ordinal) => "Startup",
        _ => null,
    };

    private static string StartCause(string? message)
    {
        const string wrapper = "unable to start container process: ";
        const string unknown = ": unknown";
        var text = TerminalText.Line(message ?? "the container runtime tells no reason");
        var cause = text.LastIndexOf(wrapper, StringComparison.Ordinal) is >= 0 and var index ? text[(index + wrapper.Length)..] : text;
        return cause.EndsWith(unknown, StringComparison.Ordinal) ? cause[..^unknown.Length] : cause;
    }
}
