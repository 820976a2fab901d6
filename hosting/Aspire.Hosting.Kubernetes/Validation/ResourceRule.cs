using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>A container does not ask for more than it may use.</summary>
internal sealed class ResourceRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, _, container, field) in set.Containers)
        {
            foreach (var (name, request) in container.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>())
            {
                if (container.Resources!.Limits?.TryGetValue(name, out var limit) is true && request.ToDecimal() > limit.ToDecimal())
                {
                    yield return ManifestSet.Violation(manifest, $"{field}.resources.requests['{name}']", $"{request} is more than the limit {limit}", KubernetesReference.Resources);
                }
            }
        }
    }
}
