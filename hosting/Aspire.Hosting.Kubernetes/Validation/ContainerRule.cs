using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Containers have a name, an image that can be named, ports in range with names of their own, and known variables.</summary>
internal sealed partial class ContainerRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, pod, container, field) in set.Containers)
        {
            if (!NameSyntax.IsLabel(container.Name))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.name", $"'{container.Name}' is not a container's name (RFC 1123 label)", KubernetesReference.Names);
            }

            if (string.IsNullOrEmpty(container.Image) || !ImageExpression().IsMatch(container.Image))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.image", $"'{container.Image}' is not the name of an image: [registry/]repository[:tag][@digest] in lower case", KubernetesReference.Images);
            }

            foreach (var violation in CheckPorts(manifest, container, field).Concat(CheckEnvironment(set, manifest, container, field)))
            {
                yield return violation;
            }

            if (pod.Spec.ServiceAccountName is { } account && !set.Has<V1ServiceAccount>(account))
            {
                yield return ManifestSet.Violation(manifest, "spec.template.spec.serviceAccountName", $"there is no ServiceAccount '{account}'", KubernetesReference.Pod);
            }
        }
    }

    private static IEnumerable<Violation> CheckPorts(KubernetesManifest manifest, V1Container container, string field)
    {
        var ports = container.Ports ?? [];
        foreach (var (index, port) in ports.Index())
        {
            if (port.ContainerPort is < 1 or > 65535)
            {
                yield return ManifestSet.Violation(manifest, $"{field}.ports[{index}].containerPort", $"{port.ContainerPort} is not between 1 and 65535", KubernetesReference.Pod);
            }

            if (port.Name is not null && !NameSyntax.IsPortName(port.Name))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.ports[{index}].name", $"'{port.Name}' is not a port's name: at most 15 lower case letters, digits and single hyphens, at least one letter (RFC 6335)", KubernetesReference.Pod);
            }
        }

        foreach (var name in ports.Where(port => port.Name is not null).GroupBy(port => port.Name).Where(group => group.Count() > 1))
        {
            yield return ManifestSet.Violation(manifest, $"{field}.ports", $"{name.Count()} ports are called '{name.Key}'; names longer than 15 characters are cut", KubernetesReference.Pod);
        }
    }

    private static IEnumerable<Violation> CheckEnvironment(ManifestSet set, KubernetesManifest manifest, V1Container container, string field)
    {
        foreach (var (index, variable) in (container.Env ?? []).Index())
        {
            if (!NameSyntax.IsEnvironmentName(variable.Name))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.env[{index}].name", $"'{variable.Name}' is not an environment variable's name", KubernetesReference.Environment);
            }
        }

        foreach (var (index, source) in (container.EnvFrom ?? []).Index())
        {
            if (source.ConfigMapRef is { Optional: not true } map && !set.Has<V1ConfigMap>(map.Name))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.envFrom[{index}].configMapRef", $"there is no ConfigMap '{map.Name}'", KubernetesReference.ConfigMap);
            }

            if (source.SecretRef is { Optional: not true } secret && set.Secrets.All(template => template.Metadata.Name != secret.Name))
            {
                yield return ManifestSet.Violation(manifest, $"{field}.envFrom[{index}].secretRef", $"nothing says where the Secret '{secret.Name}' comes from", KubernetesReference.Secret);
            }
        }
    }

    // https://pkg.go.dev/github.com/distribution/reference#pkg-overview
    [GeneratedRegex(@"^([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(:[0-9]+)?/)?[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*(:[\w][\w.-]{0,127})?(@[a-z0-9]+:[a-fA-F0-9]{32,})?$", RegexOptions.CultureInvariant)]
    private static partial Regex ImageExpression();
}
