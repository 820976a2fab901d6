using System.Collections.Immutable;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>Finds where a workload can be opened: from outside by an Ingress, from within by its Services.</summary>
internal sealed class WorkloadAddresses(IReadOnlyCollection<V1Service> services, IReadOnlyCollection<V1Ingress> ingresses)
{
    public ImmutableArray<ResourceUrl> Of(Workload workload)
    {
        var own = services.Where(service => Selects(service, workload.PodLabels)).OrderBy(service => service.Metadata.Name, StringComparer.Ordinal).ToList();

        return
        [
            .. ingresses.SelectMany(ingress => Outside(ingress, own)).DistinctBy(url => url.Address),
            .. own.SelectMany(Balanced),
            .. own.SelectMany(Inside),
        ];
    }

    private static bool Selects(V1Service service, IDictionary<string, string>? labels) =>
        service.Spec?.Selector is { Count: > 0 } selector
        && labels is not null
        && selector.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);

    private static IEnumerable<ResourceUrl> Outside(V1Ingress ingress, IReadOnlyList<V1Service> own)
    {
        var balancer = ingress.Status?.LoadBalancer?.Ingress is [var first, ..] ? first.Hostname ?? first.Ip : null;

        foreach (var rule in ingress.Spec?.Rules ?? [])
        {
            // Only a whole host can be opened.
            var host = rule.Host is { Length: > 0 } named ? named : balancer;

            if (host is null || host.StartsWith("*.", StringComparison.Ordinal))
            {
                continue;
            }

            var isEncrypted = ingress.Spec!.Tls?.Any(tls => tls.Hosts is not { Count: > 0 } || tls.Hosts.Contains(host)) == true;

            foreach (var path in rule.Http?.Paths ?? [])
            {
                if (own.Any(service => service.Metadata.Name == path.Backend?.Service?.Name))
                {
                    yield return new(ingress.Metadata.Name, $"{(isEncrypted ? "https" : "http")}://{host}{Prefix(path.Path)}", null, 100, false, false);
                }
            }
        }
    }

    // Controllers know patterns, which begin like an address.
    private static string Prefix(string? path) =>
        path is null or "/" ? "" : path.AsSpan().IndexOfAny("(*[?\\") is var pattern and >= 0 ? path[..pattern] : path;

    private static IEnumerable<ResourceUrl> Balanced(V1Service service) =>
        from balancer in service.Status?.LoadBalancer?.Ingress ?? []
        from port in service.Spec.Ports ?? []
        select new ResourceUrl(port.Name, $"{Scheme(port)}://{balancer.Hostname ?? balancer.Ip}:{port.Port}", null, 50, false, false);

    private static IEnumerable<ResourceUrl> Inside(V1Service service) =>
        from port in service.Spec.Ports ?? []
        select new ResourceUrl(port.Name, $"{Scheme(port)}://{service.Metadata.Name}:{port.Port}", null, 0, true, false);

    private static string Scheme(V1ServicePort port) => (port.AppProtocol ?? port.Name ?? "").ToLowerInvariant() switch
    {
        "http" or "kubernetes.io/h2c" or "grpc" => "http",
        "https" => "https",
        var name when name.StartsWith("http-", StringComparison.Ordinal) => "http",
        _ => "tcp",
    };
}
