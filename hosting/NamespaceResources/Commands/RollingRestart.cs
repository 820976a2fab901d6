using System.Globalization;
using Aspirate.Cluster;
using k8s;
using k8s.Autorest;
using k8s.Models;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using NamespaceResources.Watching;

namespace NamespaceResources.Commands;

/// <summary>The command <c>restart</c>: new pods take the place of a workload's pods, as <c>kubectl rollout restart</c> brings it about.</summary>
internal sealed class RollingRestart(NamespaceModel model, TimeProvider time, ILogger<RollingRestart> logger)
{
    public const string Name = "restart";

    private const string FieldManager = "namespace-resources";

    public static bool IsPossible(Workload workload) => workload.Object is V1Deployment or V1StatefulSet or V1DaemonSet;

    public static ResourceCommand Describe(Workload workload) => new()
    {
        Name = Name,
        DisplayName = "Restart",
        DisplayDescription = "Restart: new pods take the place of the present ones, a few at a time.",
        ConfirmationMessage = $"Replace the pods of {workload.Name} by new ones?",
        IconName = "ArrowCounterclockwise",
        IconVariant = IconVariant.Regular,
        IsHighlighted = true,
    };

    public async Task<ResourceCommandResponse> ExecuteAsync(string resourceName, CancellationToken cancellationToken)
    {
        if (model.Cluster is not { } cluster || WorkloadCatalog.Of(model.Current.Objects).FirstOrDefault(workload => workload.Name == resourceName) is not { } found || !IsPossible(found))
        {
            return Failed($"There is no workload '{resourceName}' that could be restarted.");
        }

        try
        {
            await PatchAsync(cluster, found, cancellationToken);
            logger.Restarted(found.Key.Kind, found.Key.Name);
            return new() { Kind = ResourceCommandResponseKind.Succeeded, Message = $"The pods of {found.Name} are being replaced." };
        }
        catch (ClusterException refused)
        {
            return Failed(refused.Message);
        }
        catch (HttpOperationException refused)
        {
            return Failed(ApiStatus.MessageOf(refused));
        }
    }

    private static ResourceCommandResponse Failed(string message) => new() { Kind = ResourceCommandResponseKind.Failed, Message = message };

    private Task PatchAsync(OpenCluster cluster, Workload workload, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var patch = new V1Patch(
            new { spec = new { template = new { metadata = new { annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/restartedAt"] = now } } } } },
            V1Patch.PatchType.StrategicMergePatch);
        var (client, name) = (cluster.Client.AppsV1, workload.Object!.Metadata.Name);
        return workload.Object switch
        {
            V1Deployment => client.PatchNamespacedDeploymentAsync(patch, name, cluster.Namespace, fieldManager: FieldManager, cancellationToken: cancellationToken),
            V1StatefulSet => client.PatchNamespacedStatefulSetAsync(patch, name, cluster.Namespace, fieldManager: FieldManager, cancellationToken: cancellationToken),
            _ => client.PatchNamespacedDaemonSetAsync(patch, name, cluster.Namespace, fieldManager: FieldManager, cancellationToken: cancellationToken),
        };
    }
}
