using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>What is mounted exists, once at each path, and what exists is mounted.</summary>
internal sealed class VolumeRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, pod) in set.PodTemplates)
        {
            var templates = (manifest.Content as V1StatefulSet)?.Spec.VolumeClaimTemplates ?? [];
            var names = (pod.Spec.Volumes ?? []).Select(volume => volume.Name).Concat(templates.Select(template => template.Metadata.Name)).ToList();
            var containers = (pod.Spec.Containers ?? []).Concat(pod.Spec.InitContainers ?? []).ToList();

            foreach (var name in names.Where(name => !NameSyntax.IsLabel(name)))
            {
                yield return ManifestSet.Violation(manifest, "spec.template.spec.volumes", $"'{name}' is not a volume's name (RFC 1123 label)", KubernetesReference.Volumes);
            }

            foreach (var name in names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key))
            {
                yield return ManifestSet.Violation(manifest, "spec.template.spec.volumes", $"two volumes are called '{name}'", KubernetesReference.Volumes);
            }

            foreach (var container in containers)
            {
                var mounts = container.VolumeMounts ?? [];
                foreach (var mount in mounts.Where(mount => !names.Contains(mount.Name)))
                {
                    yield return ManifestSet.Violation(manifest, $"container {container.Name} volumeMounts", $"'{mount.MountPath}' is to show a volume '{mount.Name}' that does not exist", KubernetesReference.Volumes);
                }

                foreach (var mount in mounts.Where(mount => !mount.MountPath.StartsWith('/') || mount.MountPath.Contains(':', StringComparison.Ordinal)))
                {
                    yield return ManifestSet.Violation(manifest, $"container {container.Name} volumeMounts", $"'{mount.MountPath}' is not an absolute path without ':'", KubernetesReference.Volumes);
                }

                foreach (var path in mounts.GroupBy(mount => mount.MountPath).Where(group => group.Count() > 1).Select(group => group.Key))
                {
                    yield return ManifestSet.Violation(manifest, $"container {container.Name} volumeMounts", $"two volumes are mounted at '{path}'", KubernetesReference.Volumes);
                }
            }

            foreach (var name in names.Where(name => containers.All(container => (container.VolumeMounts ?? []).All(mount => mount.Name != name))))
            {
                yield return ManifestSet.Violation(manifest, "spec.template.spec.volumes", $"the volume '{name}' is mounted nowhere", KubernetesReference.Volumes);
            }

            foreach (var violation in CheckSources(set, manifest, pod))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckSources(ManifestSet set, KubernetesManifest manifest, V1PodTemplateSpec pod)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            var field = $"spec.template.spec.volumes['{volume.Name}']";
            if (volume.ConfigMap is { Optional: not true } map && !set.Has<V1ConfigMap>(map.Name))
            {
                yield return ManifestSet.Violation(manifest, field, $"there is no ConfigMap '{map.Name}'", KubernetesReference.ConfigMap);
            }

            if (volume.Secret is { Optional: not true } secret && set.Secrets.All(template => template.Metadata.Name != secret.SecretName))
            {
                yield return ManifestSet.Violation(manifest, field, $"nothing says where the Secret '{secret.SecretName}' comes from", KubernetesReference.Secret);
            }

            if (volume.PersistentVolumeClaim is { } claim && !set.Has<V1PersistentVolumeClaim>(claim.ClaimName))
            {
                yield return ManifestSet.Violation(manifest, field, $"there is no PersistentVolumeClaim '{claim.ClaimName}'", KubernetesReference.Volumes);
            }
        }
    }
}
