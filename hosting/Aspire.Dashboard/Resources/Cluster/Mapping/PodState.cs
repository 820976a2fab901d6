using System.Globalization;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>How a pod is, in the word that a person would use.</summary>
/// <param name="Text">The word. Kubernetes' own where it has one, such as <c>CrashLoopBackOff</c>.</param>
/// <param name="Style">How it looks; null for a word that has a look of its own.</param>
/// <param name="Reason">Why, where it is not well.</param>
internal sealed record PodState(string Text, string? Style = null, string? Reason = null)
{
    public const string Running = "Running";
    private const string Failing = "error";

    /// <summary>Whether somebody has to do something about it.</summary>
    public bool IsTrouble => Style == Failing;

    public static PodState Of(V1Pod pod)
    {
        var status = pod.Status;

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return new("Stopping");
        }

        if (status?.Phase == "Succeeded")
        {
            return new("Finished");
        }

        var containers = (status?.InitContainerStatuses ?? []).Concat(status?.ContainerStatuses ?? []).ToList();

        if (status?.Phase == "Failed")
        {
            return new(status.Reason ?? "Failed", Failing, status.Message ?? containers.Select(Ending).FirstOrDefault(ending => ending is not null));
        }

        foreach (var container in containers)
        {
            if (container.State?.Waiting is { Reason: not (null or "ContainerCreating" or "PodInitializing") } waiting)
            {
                return new(waiting.Reason, Failing, Join(waiting.Message, Ending(container)));
            }

            if (container.State?.Terminated is { ExitCode: not 0 } terminated)
            {
                return new(terminated.Reason ?? "Error", Failing, Ending(container));
            }
        }

        if (ConditionOf(pod, "PodScheduled") is { Status: "False" } unscheduled)
        {
            return new(unscheduled.Reason ?? "Pending", unscheduled.Reason == "Unschedulable" ? Failing : "info", unscheduled.Message);
        }

        var isReady = ConditionOf(pod, "Ready") is { Status: "True" };
        return !isReady && (status?.Phase != "Running" || containers.Any(container => container.Started == false)) ? new("Starting") : new(Running);
    }

    public static V1PodCondition? ConditionOf(V1Pod pod, string type) => pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>How a container ended last: <c>OOMKilled, exit code 137</c>; null when it never did.</summary>
    public static string? Ending(V1ContainerStatus container) =>
        (container.State?.Terminated ?? container.LastState?.Terminated) is { } ended
            ? Join(ended.Reason, string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}"), ended.Message?.Trim())
            : null;

    private static string? Join(params string?[] parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } text ? text : null;
}
