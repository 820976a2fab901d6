using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Rollouts;

namespace Aspirate.Cluster.Deploying;

/// <summary>Waits, visibly, until the workloads of an application are healthy or will not become so.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="console">Where it is shown.</param>
/// <param name="timeout">How long at most.</param>
internal sealed class RolloutWait(ClusterConnection connection, DeploymentOutput console, TimeSpan timeout)
{
    // Controllers look within seconds; an address of a cloud takes longer, and is then told as what it still lacks.
    private static readonly TimeSpan EntrancePatience = TimeSpan.FromSeconds(20);

    /// <param name="namespace">The application's namespace.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<bool> IsHealthyAsync(string @namespace, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken) => IsHealthyAsync(
        @namespace,
        [
            .. objects.Where(item => item.Reference.Namespace == @namespace)
                .Select(item => WorkloadId.From(item.Reference.Kind, item.Reference.Name))
                .OfType<WorkloadId>(),
        ],
        cancellationToken);

    /// <param name="namespace">The application's namespace.</param>
    /// <param name="workloads">Those of its workloads that are waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<bool> IsHealthyAsync(string @namespace, IReadOnlyCollection<WorkloadId> workloads, CancellationToken cancellationToken)
    {
        var watcher = new RolloutWatcher(connection.Client, @namespace, TimeProvider.System) { ReplacesStuckPods = true };
        var last = await console.ShowAsync(watcher.FollowAsync(workloads, timeout, cancellationToken), cancellationToken);
        return last.Outcome is RolloutOutcome.Healthy;
    }

    /// <summary>Tells what the controllers of Gateways have against the application's routes, once they have looked at them.</summary>
    /// <param name="namespace">The application's namespace.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task TellEntranceProblemsAsync(string @namespace, IReadOnlyList<ClusterObject> objects, CancellationToken cancellationToken)
    {
        if (!objects.Any(item => item.Reference is { Group: "gateway.networking.k8s.io", Kind: "HTTPRoute" }))
        {
            return;
        }

        foreach (var problem in await new EntranceWatcher(connection.Client, @namespace, TimeProvider.System).WaitAsync(EntrancePatience, cancellationToken))
        {
            await console.Error.WriteLineAsync($"warning: {problem.Subject}: {problem.Message}");
            await console.Error.WriteLineAsync($"         {problem.Remedy}");
        }
    }
}
