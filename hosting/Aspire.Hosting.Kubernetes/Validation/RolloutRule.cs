using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>An update can make progress, is given up some time, and lets a pod end in peace.</summary>
internal sealed class RolloutRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, deployment) in set.Of<V1Deployment>())
        {
            var rolling = deployment.Spec.Strategy?.RollingUpdate;
            if (deployment.Spec.Strategy?.Type is not "Recreate" && rolling?.MaxUnavailable?.Value is "0" or "0%" && rolling.MaxSurge?.Value is "0" or "0%")
            {
                yield return ManifestSet.Violation(manifest, "spec.strategy.rollingUpdate", "with maxUnavailable 0 and maxSurge 0 no pod could ever be replaced", KubernetesReference.Deployment);
            }

            if (deployment.Spec.Strategy is { Type: "Recreate", RollingUpdate: not null })
            {
                yield return ManifestSet.Violation(manifest, "spec.strategy.rollingUpdate", "Recreate knows no rolling update", KubernetesReference.Deployment);
            }

            if (deployment.Spec.ProgressDeadlineSeconds <= (deployment.Spec.MinReadySeconds ?? 0))
            {
                yield return ManifestSet.Violation(manifest, "spec.progressDeadlineSeconds", $"{deployment.Spec.ProgressDeadlineSeconds} s are over before a pod counts as available ({deployment.Spec.MinReadySeconds} s)", KubernetesReference.Deployment);
            }
        }

        foreach (var (manifest, pod, container, field) in set.Containers)
        {
            if (container.Lifecycle?.PreStop?.Sleep?.Seconds >= (pod.Spec.TerminationGracePeriodSeconds ?? 30))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.lifecycle.preStop.sleep.seconds", "the pause uses up the whole grace period, so that the program is killed", KubernetesReference.Pod);
            }
        }
    }
}
