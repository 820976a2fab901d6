using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>
/// Gives every binding of the manifest the ports that it has in the cluster. A port that the manifest leaves open is
/// chosen from 8080 up, the port that .NET's container images listen on.
/// </summary>
/// <remarks>
/// An https binding of a project becomes plain http: inside the cluster a pod has no certificate, TLS ends at the Ingress.
/// </remarks>
internal sealed class ManifestEndpoints
{
    private const int FirstOpenPort = 8080;

    private readonly Dictionary<string, IReadOnlyList<EndpointDescription>> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    public ManifestEndpoints(AspireManifest manifest)
    {
        foreach (var (name, resource) in manifest.Resources.Where(entry => entry.Value.IsWorkload()))
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

    private static IEnumerable<EndpointDescription> Describe(ManifestResource resource)
    {
        var bindings = resource.Bindings ?? new Dictionary<string, ManifestBinding>();
        var taken = bindings.Values.Select(binding => binding.TargetPort).OfType<int>().ToHashSet();
        var shared = new Dictionary<string, int>();

        foreach (var (name, binding) in bindings)
        {
            var scheme = resource.IsProject() && binding.Scheme == "https" ? "http" : binding.Scheme ?? "tcp";
            var target = binding.TargetPort ?? (resource.IsContainer() ? binding.Port : null) ?? SharedPort(name, binding);
            yield return new EndpointDescription
            {
                Name = name,
                Scheme = scheme,
                Protocol = (binding.Protocol ?? "tcp").ToUpperInvariant(),
                Port = binding.Port ?? target,
                TargetPort = target,
                IsHttp2 = binding.Transport == "http2",
            };
        }

        // A project's default http and https bindings are two names of the one port that it listens on.
        int SharedPort(string name, ManifestBinding binding)
        {
            var key = resource.IsProject() && name is "http" or "https" ? "default" : name;
            if (!shared.TryGetValue(key, out var port))
            {
                port = FirstOpenPort;
                while (!taken.Add(port))
                {
                    port++;
                }

                shared.Add(key, port);
            }

            return port;
        }
    }
}
