using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>An autoscaler scales something that exists, between sensible bounds, by a share of a request that is made.</summary>
internal sealed class AutoscalerRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, autoscaler) in set.Of<V2HorizontalPodAutoscaler>())
        {
            Violation At(string field, string problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.Autoscaler);

            var spec = autoscaler.Spec;
            var target = set.PodTemplates.FirstOrDefault(entry => entry.Manifest.Content.Kind == spec.ScaleTargetRef.Kind && entry.Manifest.Content.Metadata.Name == spec.ScaleTargetRef.Name);
            if (target.Pod is null)
            {
                yield return At("spec.scaleTargetRef", $"there is no {spec.ScaleTargetRef.Kind} '{spec.ScaleTargetRef.Name}'");
                continue;
            }

            if (spec.MinReplicas is < 1 || spec.MaxReplicas < (spec.MinReplicas ?? 1))
            {
                yield return At("spec.maxReplicas", $"between {spec.MinReplicas} and {spec.MaxReplicas} pods is no range: 1 ≤ minReplicas ≤ maxReplicas");
            }

            if (spec.Metrics is not { Count: > 0 })
            {
                yield return At("spec.metrics", "there is nothing to scale by");
            }

            foreach (var violation in CheckMetrics(manifest, spec, target.Pod))
            {
                yield return violation;
            }

            if (target.Manifest.Content is V1Deployment { Spec.Replicas: not null })
            {
                yield return At("spec.scaleTargetRef", $"{target.Manifest.Id} fixes spec.replicas, so that every apply would undo the autoscaler");
            }
        }
    }

    private static IEnumerable<Violation> CheckMetrics(KubernetesManifest manifest, V2HorizontalPodAutoscalerSpec spec, V1PodTemplateSpec pod)
    {
        foreach (var (index, metric) in (spec.Metrics ?? []).Index())
        {
            if (metric.Resource is not { Target.Type: "Utilization" } resource)
            {
                continue;
            }

            if (resource.Target.AverageUtilization is not (>= 1))
            {
                yield return ManifestSet.Violation(manifest, $"spec.metrics[{index}].resource.target.averageUtilization", $"{resource.Target.AverageUtilization} is less than 1 percent", KubernetesReference.Autoscaler);
            }

            foreach (var container in pod.Spec.Containers.Where(container => container.Resources?.Requests?.ContainsKey(resource.Name) is not true))
            {
                yield return ManifestSet.Violation(manifest, $"spec.metrics[{index}].resource", $"container '{container.Name}' requests no {resource.Name}, of which a share could be used", KubernetesReference.Autoscaler);
            }
        }
    }
}
