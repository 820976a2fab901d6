using System.Text.RegularExpressions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The pod has a node, but its volumes or its network cannot be set up.</summary>
internal static partial class MountDiagnosis
{
    public static Finding? Find(V1Pod pod, IReadOnlyList<Corev1Event> events, Evidence evidence)
    {
        var isBeingSetUp = pod.Spec.NodeName is { Length: > 0 }
            && (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).All(status => status.State?.Waiting?.Reason is "ContainerCreating" or "PodInitializing");
        if (!isBeingSetUp || events.LastOrDefault(entry => entry.Reason is "FailedMount" or "FailedAttachVolume" or "FailedCreatePodSandBox") is not { } failure)
        {
            return null;
        }

        var cause = TerminalText.Line(failure.Message ?? "");
        var volume = VolumeExpression().Match(cause) is { Success: true } match ? $"the volume '{match.Groups["name"].Value}'" : "a volume";
        var key = KeyExpression().Match(cause) is { Success: true } found ? found.Groups["key"].Value : null;
        var certainty = evidence.CertainAfter(evidence.Patience.MissingObject, failure.FirstSeen());
        if (MissingReference.Read(cause) is { } missing)
        {
            return new(Problem("MissingConfiguration", $"{volume} needs {missing}", missing.Remedy), certainty);
        }

        return failure.Reason switch
        {
            "FailedCreatePodSandBox" => new(Problem("Sandbox", $"the node cannot set up the pod's network: {cause}", "Look at the node's network plugin: kubectl get pods -n kube-system."), Certainty.Possible),
            _ when key is not null => new(
                Problem("MissingConfiguration", $"{volume} needs the key '{key}', which its Secret or ConfigMap does not have", "Add the key; keys of Secrets come from the model's parameters with aspirate apply."),
                certainty),
            _ => new(Problem("Volume", $"{volume} cannot be mounted: {cause}", "Look at the pod's events: kubectl describe pod."), Certainty.Possible),
        };

        RolloutProblem Problem(string reason, string message, string remedy) => new() { Reason = reason, Message = message, Remedy = remedy, Pod = pod.Metadata.Name };
    }

    [GeneratedRegex("""for volume "(?<name>[^"]+)" """)]
    private static partial Regex VolumeExpression();

    [GeneratedRegex("""references non-existent (?:secret|config) key: (?<key>\S+)""")]
    private static partial Regex KeyExpression();
}
