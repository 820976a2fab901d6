using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Terminal;

namespace Aspire.Hosting.Running.State;

/// <summary>Says in a few words how a resource is.</summary>
internal static class ResourceRows
{
    public static ResourceRow Describe(IResource resource, ReplicaSetStatus status, bool isHealthy, IReadOnlyList<string> addresses)
    {
        var (condition, state) = Describe(resource, status, isHealthy);
        return new(resource.Name, condition, state, addresses);
    }

    private static (ResourceCondition Condition, string State) Describe(IResource resource, ReplicaSetStatus status, bool isHealthy)
    {
        var replicas = status.Replicas;
        var wanted = status.Desired.EffectiveReplicas;
        var ready = replicas.Count(replica => replica.IsReady);
        var failed = replicas.FirstOrDefault(replica => replica.Phase is ReplicaPhase.Backoff && replica.Message is not null);
        var count = wanted > 1 ? $" ({wanted} replicas)" : "";

        if (wanted == 0)
        {
            return replicas.Any(replica => replica.Phase is ReplicaPhase.Stopping or ReplicaPhase.Running)
                ? (ResourceCondition.Busy, "stopping")
                : (ResourceCondition.Idle, resource.HasAnnotationOfType<ExplicitStartupAnnotation>() && status.Desired.Revision == 1 ? "not started" : "stopped");
        }

        if (failed is not null)
        {
            return failed.StartedAt is null
                ? (ResourceCondition.Failing, "cannot be started")
                : (ResourceCondition.Failing, $"{failed.Message}; starts again{(ready > 0 ? $", {ready} of {wanted} ready" : "")}");
        }

        if (replicas.Count > 0 && replicas.All(replica => replica.Phase is ReplicaPhase.Exited))
        {
            return replicas.FirstOrDefault(replica => replica.Message is not null) is { } bad
                ? (ResourceCondition.Failing, bad.Message!)
                : (ResourceCondition.Ready, "finished");
        }

        if (status.IsSettled)
        {
            return isHealthy ? (ResourceCondition.Ready, $"ready{count}") : (ResourceCondition.Busy, "starting, not healthy yet");
        }

        if (ready > 0)
        {
            return (ResourceCondition.Busy, $"{ready} of {wanted} ready");
        }

        if (replicas.All(replica => replica.Phase is ReplicaPhase.Waiting))
        {
            var waits = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).Distinct().ToList();
            return (ResourceCondition.Busy, waits.Count > 0 ? $"waits for {string.Join(", ", waits)}" : "waits");
        }

        return replicas.FirstOrDefault(replica => replica is { Phase: ReplicaPhase.Running, WasReady: true, Message: not null }) is { } unready
            ? (ResourceCondition.Failing, $"not ready: {unready.Message}")
            : (ResourceCondition.Busy, $"starting{count}");
    }
}
