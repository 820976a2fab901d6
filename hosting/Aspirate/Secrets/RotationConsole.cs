using Aspirate.Cluster.Deploying;
using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Secrets;

namespace Aspirate.Secrets;

/// <summary>Shows a rotation on the console, with a live view of the pods that are replaced.</summary>
internal sealed class RotationConsole(RolloutWait wait, string @namespace, TextWriter output) : IRotationObserver
{
    public void Say(string message) => output.WriteLine(message);

    public async Task<bool> FollowAsync(IReadOnlyList<SecretReader> workloads, CancellationToken cancellationToken)
    {
        WorkloadId[] followed = [.. workloads.Select(workload => WorkloadId.From(workload.Kind, workload.Name)).OfType<WorkloadId>()];
        return followed.Length == 0 || await wait.IsHealthyAsync(@namespace, followed, cancellationToken);
    }
}
