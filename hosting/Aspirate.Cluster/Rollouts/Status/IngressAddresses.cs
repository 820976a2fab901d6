using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Where an application is reached through an Ingress.</summary>
internal static class IngressAddresses
{
    public static IEnumerable<AddressStatus> Read(V1Ingress ingress)
    {
        var point = ingress.Status?.LoadBalancer?.Ingress is [{ } first, ..] ? first.Hostname ?? first.Ip : null;
        var secured = (ingress.Spec.Tls ?? []).SelectMany(tls => tls.Hosts ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
            from rule in ingress.Spec.Rules ?? []
            from path in rule.Http?.Paths ?? []
            let host = rule.Host is { Length: > 0 } named ? named : point ?? "*"
            let scheme = secured.Contains(host) ? "https" : "http"
            select new AddressStatus($"{scheme}://{host}{path.Path ?? "/"}", path.Backend.Service?.Name ?? path.Backend.Resource?.Name ?? "?", ingress.Metadata.Name, point);
    }
}
