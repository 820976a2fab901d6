using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A Deployment that is updated without an interruption.</summary>
internal static class DeploymentBuilder
{
    public static V1Deployment Build(ObjectContext context)
    {
        var workload = context.Workload;
        return new()
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = new() { Name = workload.Name, Labels = context.Labels },
            Spec = new()
            {
                // With an autoscaler the number is its own: applying the tree again must not undo it.
                Replicas = workload.Autoscaling is null ? workload.Replicas : null,
                RevisionHistoryLimit = 5,
                MinReadySeconds = 5,
                ProgressDeadlineSeconds = 300,
                Strategy = workload.UpdateStrategy is UpdateStrategy.Recreate
                    ? new() { Type = "Recreate" }
                    : new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 0, MaxSurge = 1 } },
                Selector = new() { MatchLabels = context.Selector },
                Template = PodBuilder.Build(context),
            },
        };
    }
}
