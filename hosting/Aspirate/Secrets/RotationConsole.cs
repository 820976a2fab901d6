using System.CommandLine;
using Aspirate.Rollouts;
using Aspire.Hosting.Kubernetes.Cluster;
using Aspire.Hosting.Kubernetes.Cluster.Rollouts;
using Aspire.Hosting.Kubernetes.Cluster.Secrets;

namespace Aspirate.Secrets;

/// <summary>Shows a rotation on the console, with a live view of the pods that are replaced.</summary>
internal sealed class RotationConsole(ClusterConnection connection, string @namespace, TimeSpan timeout, InvocationConfiguration console) : IRotationObserver
{
    public void Say(string message) => console.Output.WriteLine(message);

    public async Task<bool> FollowAsync(IReadOnlyList<SecretReader> workloads, CancellationToken cancellationToken)
    {
        WorkloadId[] followed = [.. workloads.Select(workload => WorkloadId.From(workload.Kind, workload.Name)).OfType<WorkloadId>()];
        if (followed.Length == 0)
        {
            return true;
        }

        var watcher = new RolloutWatcher(connection.Client, @namespace, TimeProvider.System);
        var last = await RolloutView.FollowAsync(watcher.FollowAsync(followed, timeout, cancellationToken), console, cancellationToken);
        return last.Outcome is RolloutOutcome.Healthy;
    }
}
