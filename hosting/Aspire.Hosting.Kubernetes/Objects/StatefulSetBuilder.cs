using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A StatefulSet: pods whose name and volume outlive them.</summary>
internal static class StatefulSetBuilder
{
    public static V1StatefulSet Build(ObjectContext context) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "StatefulSet",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        Spec = new()
        {
            ServiceName = context.Workload.GoverningServiceName,
            Replicas = context.Workload.Replicas,
            RevisionHistoryLimit = 5,
            UpdateStrategy = new() { Type = "RollingUpdate" },

            // The data outlives the StatefulSet as well: deleting a workload must never delete a database.
            PersistentVolumeClaimRetentionPolicy = new() { WhenDeleted = "Retain", WhenScaled = "Retain" },
            Selector = new() { MatchLabels = context.Selector },
            Template = PodBuilder.Build(context),
            VolumeClaimTemplates = VolumeClaimBuilder.BuildTemplates(context).ToList() is { Count: > 0 } claims ? claims : null,
        },
    };
}
