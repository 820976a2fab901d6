using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The PodDisruptionBudget of a workload.</summary>
internal static class DisruptionBudgetBuilder
{
    public static V1PodDisruptionBudget? Build(ObjectContext context) => context.Workload.DisruptionBudget is not { } budget ? null : new()
    {
        ApiVersion = "policy/v1",
        Kind = "PodDisruptionBudget",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        Spec = new()
        {
            MinAvailable = budget.MinAvailable is null ? null : (IntOrString)budget.MinAvailable,
            MaxUnavailable = budget.MaxUnavailable is null ? null : (IntOrString)budget.MaxUnavailable,

            // A pod that is not ready serves nobody: it must not hold up the draining of its node.
            UnhealthyPodEvictionPolicy = "AlwaysAllow",
            Selector = new() { MatchLabels = context.Selector },
        },
    };
}
