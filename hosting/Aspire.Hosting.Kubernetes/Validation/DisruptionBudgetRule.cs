using System.Globalization;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>A disruption budget leaves a pod to be moved: otherwise no node that runs the workload can ever be drained.</summary>
internal sealed class DisruptionBudgetRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, budget) in set.Of<V1PodDisruptionBudget>())
        {
            if (budget.Spec.MinAvailable is not null == (budget.Spec.MaxUnavailable is not null))
            {
                yield return ManifestSet.Violation(manifest, "spec", "exactly one of minAvailable and maxUnavailable is needed", KubernetesReference.DisruptionBudget);
            }

            if (budget.Spec.MaxUnavailable?.Value is "0" or "0%" || budget.Spec.MinAvailable?.Value is "100%")
            {
                yield return ManifestSet.Violation(manifest, "spec", "no pod may ever be moved, so that no node can be drained", KubernetesReference.DisruptionBudget);
            }

            if (int.TryParse(budget.Spec.MinAvailable?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var least) && Replicas(set, budget) is { } replicas && least >= replicas)
            {
                yield return ManifestSet.Violation(manifest, "spec.minAvailable", $"{least} of {replicas} pods have to stay, so that no node can be drained", KubernetesReference.DisruptionBudget);
            }
        }
    }

    private static int? Replicas(ManifestSet set, V1PodDisruptionBudget budget)
    {
        var target = set.PodTemplates.FirstOrDefault(entry => ManifestSet.Matches(budget.Spec.Selector?.MatchLabels, entry.Pod)).Manifest?.Content;
        return target switch
        {
            V1Deployment { Spec.Replicas: { } replicas } => replicas,
            V1StatefulSet { Spec.Replicas: { } replicas } => replicas,
            V1Deployment deployment => set.Of<V2HorizontalPodAutoscaler>().FirstOrDefault(entry => entry.Object.Spec.ScaleTargetRef.Name == deployment.Metadata.Name).Object?.Spec.MinReplicas,
            _ => null,
        };
    }
}
