using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>There is no node for the pod.</summary>
internal static class SchedulingDiagnosis
{
    public static Finding? Find(V1Pod pod, Evidence evidence)
    {
        if (pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" }) is not { } condition)
        {
            return null;
        }

        if (Finding.Surest(Claims(pod, evidence).Select(claim => VolumeClaimDiagnosis.Find(pod, claim, evidence))) is { } claimed)
        {
            return claimed;
        }

        if (condition.Reason == "SchedulingGated")
        {
            return new(Problem(pod, "SchedulingGated", "the pod is held back by a scheduling gate", $"See who has to open it: kubectl get pod {pod.Metadata.Name} -o yaml"), Certainty.Possible);
        }

        var text = Essence(TerminalText.Line(condition.Message ?? "the scheduler has not told why"));
        var since = Utc.Of(condition.LastTransitionTime) ?? evidence.Now;

        // A node that the cluster is adding takes minutes.
        var isHelped = evidence.Objects.EventsOf(pod).Any(entry => entry.Reason == "TriggeredScaleUp");
        return new(Problem(pod, "Unschedulable", $"no node takes the pod: {text}", Remedy(pod, text)), isHelped ? Certainty.Possible : evidence.CertainAfter(evidence.Patience.Scheduling, since));
    }

    private static IEnumerable<string> Claims(V1Pod pod, Evidence evidence) =>
        (pod.Spec.Volumes ?? []).Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>()
            .Where(name => evidence.Objects.Find<V1PersistentVolumeClaim>(name) is not { Status.Phase: "Bound" });

    // What preemption could not do and devices that nobody asked for are noise.
    private static string Essence(string text)
    {
        var preemption = text.IndexOf(" preemption:", StringComparison.Ordinal);
        var essence = preemption < 0 ? text : text[..preemption];
        return essence.Replace(" no new claims to deallocate,", "", StringComparison.Ordinal).Trim();
    }

    private static string Remedy(V1Pod pod, string text)
    {
        if (text.Contains("Insufficient", StringComparison.Ordinal))
        {
            var requests = pod.Spec.Containers
                .SelectMany(container => container.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>())
                .Select(request => $"{request.Key} {request.Value}");
            return $"It asks for {string.Join(", ", requests)}: lower the request (WithResources in the model), free the nodes or add one (minikube start --cpus --memory).";
        }

        return text.Contains("taint", StringComparison.Ordinal)
            ? "Give the pod a toleration, or remove the taint from a node: kubectl describe nodes."
            : "Compare the pod's node selector, affinity and volumes with the nodes: kubectl describe nodes.";
    }

    private static RolloutProblem Problem(V1Pod pod, string reason, string message, string remedy) => new() { Reason = reason, Message = message, Remedy = remedy, Pod = pod.Metadata.Name };
}
