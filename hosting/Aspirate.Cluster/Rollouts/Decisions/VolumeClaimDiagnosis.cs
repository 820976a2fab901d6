using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The pod waits for a volume.</summary>
internal static class VolumeClaimDiagnosis
{
    public static Finding Find(V1Pod pod, string name, Evidence evidence)
    {
        if (evidence.Objects.Find<V1PersistentVolumeClaim>(name) is not { } claim)
        {
            return new(Problem($"the volume claim '{name}' does not exist", "Create the claim, or give the resource a volume in the model (WithVolume, WithDataVolume)."), Certainty.Possible);
        }

        var storageClass = claim.Spec.StorageClassName is { Length: > 0 } named ? $"the storage class '{named}'" : "the default storage class";
        var failure = evidence.Objects.EventsOf(claim).LastOrDefault(entry => entry.Reason is "ProvisioningFailed" or "FailedBinding");
        if (failure is null)
        {
            return new(Problem($"the volume claim '{name}' is not bound yet; it waits for {storageClass}", $"See what it waits for: kubectl describe pvc {name}"), Certainty.Possible);
        }

        var cause = TerminalText.Line(failure.Message ?? "");
        var certainty = evidence.CertainAfter(evidence.Patience.MissingObject, failure.FirstSeen());
        if (failure.Reason == "FailedBinding")
        {
            return new(Problem($"the volume claim '{name}' gets no volume: {cause}", "Name a storage class that exists (kubectl get storageclass), or make one the default."), certainty);
        }

        return cause.Contains("storageclass", StringComparison.OrdinalIgnoreCase) && cause.Contains("not found", StringComparison.Ordinal)
            ? new(Problem($"the volume claim '{name}' asks for {storageClass}, which does not exist", $"Take one of kubectl get storageclass. A claim keeps its class: delete it (kubectl delete pvc {name}) before the next apply."), certainty)
            : new(Problem($"the volume claim '{name}' gets no volume from {storageClass}: {cause}", $"See what it waits for: kubectl describe pvc {name}"), Certainty.Possible);

        RolloutProblem Problem(string message, string remedy) => new() { Reason = "VolumeClaim", Message = message, Remedy = remedy, Pod = pod.Metadata.Name };
    }
}
