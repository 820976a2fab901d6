using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>Finds where a workload can be opened: from outside by an Ingress, a Gateway or a load balancer, from within by its Services.</summary>
internal sealed class WorkloadAddresses(ClusterObjects objects)
{
    private readonly IReadOnlyList<V1Service> _services = [.. objects.All<V1Service>()];

    private readonly ILookup<string, AddressStatus> _outside = objects.All<V1Ingress>()
        .SelectMany(IngressAddresses.Read)
        .Concat(GatewayAddresses.Read(objects))
        .ToLookup(address => address.Resource);

    public IEnumerable<Url> Of(Workload workload)
    {
        var own = _services.Where(service => Selects(service, workload.PodLabels)).OrderBy(service => service.Metadata.Name, StringComparer.Ordinal).ToList();
        return own.SelectMany(service => _outside[service.Metadata.Name]).SelectMany(Outside).DistinctBy(url => url.FullUrl)
            .Concat(own.SelectMany(Balanced))
            .Concat(own.SelectMany(Inside));
    }

    private static bool Selects(V1Service service, IDictionary<string, string>? labels) =>
        service.Spec?.Selector is { Count: > 0 } selector
        && labels is not null
        && selector.All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);

    private static IEnumerable<Url> Outside(AddressStatus address)
    {
        // Controllers know patterns, which begin like an address.
        var text = address.Url.AsSpan().IndexOfAny("([?\\") is var pattern and >= 0 ? address.Url[..pattern] : address.Url;

        // Only a whole host can be opened.
        return text.Contains('*', StringComparison.Ordinal) ? [] : [Url(address.Ingress, text.TrimEnd('/'), order: 100)];
    }

    private static IEnumerable<Url> Balanced(V1Service service) =>
        from balancer in service.Status?.LoadBalancer?.Ingress ?? []
        from port in service.Spec.Ports ?? []
        select Url(port.Name, $"{Scheme(port)}://{balancer.Hostname ?? balancer.Ip}:{port.Port}", order: 50);

    private static IEnumerable<Url> Inside(V1Service service) =>
        from port in service.Spec.Ports ?? []
        select Url(port.Name, $"{Scheme(port)}://{service.Metadata.Name}:{port.Port}", order: 0, isInternal: true);

    private static Url Url(string? endpoint, string address, int order, bool isInternal = false) => new()
    {
        // The dashboard leaves out what has no name.
        EndpointName = endpoint ?? "address",
        FullUrl = address,
        IsInternal = isInternal,
        DisplayProperties = new() { SortOrder = order },
    };

    private static string Scheme(V1ServicePort port) => (port.AppProtocol ?? port.Name ?? "").ToLowerInvariant() switch
    {
        "http" or "kubernetes.io/h2c" or "grpc" => "http",
        "https" => "https",
        var name when name.StartsWith("http-", StringComparison.Ordinal) => "http",
        _ => "tcp",
    };
}
