using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Which ports endpoints have where nothing is allocated: in the manifest.</summary>
internal sealed class PublishedPorts
{
    private const int FirstMadeUpPort = 8000;

    private readonly HashSet<int> _used = [];

    /// <summary>
    /// A project's first HTTP endpoint has no target port of its own: whoever deploys decides on which port an ASP.NET
    /// Core image listens. Everything else needs one, and gets a made-up one if the model says nothing.
    /// </summary>
    internal IReadOnlyList<(EndpointAnnotation Endpoint, int? Port, int? TargetPort)> Of(IResource resource)
    {
        var ports = new List<(EndpointAnnotation, int?, int?)>();
        var schemes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var isHttp = endpoint.UriScheme is "http" or "https";
            var isDefault = resource is ProjectResource && isHttp && schemes.Add(endpoint.UriScheme);
            var targetPort = endpoint.TargetPort
                ?? (resource is ContainerResource ? endpoint.Port : null)
                ?? (isDefault ? null : MakeUp());
            var port = endpoint.Port ?? (targetPort is null && !isHttp ? MakeUp() : null);

            foreach (var used in new[] { port, targetPort })
            {
                if (used is { } number)
                {
                    _used.Add(number);
                }
            }

            ports.Add((endpoint, port == targetPort ? null : port, targetPort));
        }

        return ports;
    }

    private int MakeUp()
    {
        var port = FirstMadeUpPort;
        while (!_used.Add(port))
        {
            port++;
        }

        return port;
    }
}
