using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>A Service's ports are in range, have names of their own, and lead to ports of the pods that it selects.</summary>
internal sealed class ServicePortRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, service) in set.Of<V1Service>())
        {
            var ports = service.Spec.Ports ?? [];
            if (ports.Count == 0 && service.Spec.ClusterIP != "None")
            {
                yield return At(manifest, "spec.ports", "a Service needs a port");
            }

            foreach (var (index, port) in ports.Index())
            {
                foreach (var violation in Check(set, manifest, service, port, $"spec.ports[{index}]"))
                {
                    yield return violation;
                }
            }

            foreach (var group in ports.GroupBy(port => port.Name).Where(group => group.Count() > 1))
            {
                yield return At(manifest, "spec.ports", $"{group.Count()} ports are called '{group.Key}'");
            }

            foreach (var group in ports.GroupBy(port => (port.Port, port.Protocol)).Where(group => group.Count() > 1))
            {
                yield return At(manifest, "spec.ports", $"{group.Count()} ports have the number {group.Key.Port}");
            }
        }
    }

    private static IEnumerable<Violation> Check(ManifestSet set, KubernetesManifest manifest, V1Service service, V1ServicePort port, string field)
    {
        if (port.Port is < 1 or > 65535)
        {
            yield return At(manifest, $"{field}.port", $"{port.Port} is not between 1 and 65535");
        }

        if (port.NodePort is < 30000 or > 32767)
        {
            yield return At(manifest, $"{field}.nodePort", $"{port.NodePort} is not between 30000 and 32767");
        }

        if (port.Name is not null && !NameSyntax.IsLabel(port.Name))
        {
            yield return At(manifest, $"{field}.name", $"'{port.Name}' is not a port's name (RFC 1123 label)");
        }

        var pods = set.Select(service.Spec.Selector).ToList();
        if (port.TargetPort is { } target && pods.Count > 0 && !pods.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Ports ?? []).Any(candidate => Leads(target, candidate)))
        {
            yield return At(manifest, $"{field}.targetPort", $"the pods have no port '{target.Value}'");
        }
    }

    private static bool Leads(IntOrString target, V1ContainerPort port) =>
        target.Value == port.Name || target.Value == port.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Violation At(KubernetesManifest manifest, string field, string problem) => ManifestSet.Violation(manifest, field, problem, KubernetesReference.Service);
}
