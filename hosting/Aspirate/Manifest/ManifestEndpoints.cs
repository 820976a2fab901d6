using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Reads the bindings of the manifest as endpoints. A port that it leaves open stays open.</summary>
internal sealed class ManifestEndpoints
{
    private readonly Dictionary<string, IReadOnlyList<EndpointDescription>> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    public ManifestEndpoints(AspireManifest manifest)
    {
        foreach (var (name, resource) in manifest.Resources.Where(entry => entry.Value.IsWorkload() && !entry.Value.IsBuildOnly()))
        {
            _endpoints.Add(name, [.. Describe(resource)]);
        }
    }

    public IReadOnlyList<EndpointDescription> Of(string resource) => _endpoints[resource];

    /// <summary>The endpoint property that <paramref name="reference"/> names, or <see langword="null"/> when it names something else, or nothing that runs in pods.</summary>
    public TextPart.Endpoint? Find(ManifestReference reference) =>
        reference.Property.Split('.') is ["bindings", var binding, var property]
        && Part(property) is { } part
        && _endpoints.TryGetValue(reference.Resource, out var endpoints)
        && endpoints.Any(endpoint => string.Equals(endpoint.Name, binding, StringComparison.OrdinalIgnoreCase))
            ? new TextPart.Endpoint(reference.Resource, binding, part)
            : null;

    private static EndpointPart? Part(string property) => property switch
    {
        "url" => EndpointPart.Url,
        "host" => EndpointPart.Host,
        "port" => EndpointPart.Port,
        "targetPort" => EndpointPart.TargetPort,
        "scheme" => EndpointPart.Scheme,
        "hostAndPort" => EndpointPart.HostAndPort,
        _ => null,
    };

    private static IEnumerable<EndpointDescription> Describe(ManifestResource resource) =>
        (resource.Bindings ?? new Dictionary<string, ManifestBinding>()).Select(entry => new EndpointDescription
        {
            Name = entry.Key,
            Scheme = entry.Value.Scheme ?? "tcp",
            Protocol = (entry.Value.Protocol ?? "tcp").ToUpperInvariant(),
            Port = entry.Value.Port ?? 0,
            TargetPort = entry.Value.TargetPort ?? entry.Value.ContainerPort ?? 0,
            IsHttp2 = entry.Value.Transport == "http2",
            IsExternal = entry.Value.External,
        });
}
