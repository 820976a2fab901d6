namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// TLS ends before the pod: a project has no certificate in the cluster, nor has a container whose https endpoint is another name of
/// the port where it speaks http. Such endpoints are taken away; what asks for one is led to the http endpoint, and the program is
/// not told to listen for TLS.
/// </summary>
internal static class TlsTermination
{
    private static readonly HashSet<string> PortVariables = new(StringComparer.OrdinalIgnoreCase)
    {
        "HTTPS_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTPS_PORTS",

        // Where UseHttpsRedirection sends requests to.
        "HTTPS_PORT", "ASPNETCORE_HTTPS_PORT", "DOTNET_HTTPS_PORT",
    };

    private static readonly HashSet<string> UrlVariables = new(StringComparer.OrdinalIgnoreCase) { "URLS", "ASPNETCORE_URLS", "DOTNET_URLS" };

    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        // An endpoint that is taken away, as "resource/endpoint", and the one that stands in for it.
        var heirs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var workloads = application.Workloads.Select(workload => HasCertificate(workload) ? workload : Plain(workload, heirs)).ToList();
        string Heir(string resource, string endpoint) => heirs.GetValueOrDefault($"{resource}/{endpoint}") ?? endpoint;
        RouteDescription Led(RouteDescription route) => route with { Endpoint = Heir(route.Resource, route.Endpoint) };

        return application with
        {
            Workloads =
            [
                .. workloads.Select(workload => workload.WithTexts(part => part is TextPart.Endpoint endpoint ? endpoint with { Name = Heir(endpoint.Resource, endpoint.Name) } : part) with
                {
                    Probes = [.. workload.Probes.Select(probe => probe.Endpoint is { } endpoint ? probe with { Endpoint = Heir(workload.Name, endpoint) } : probe)],
                }),
            ],
            Ingresses =
            [
                .. application.Ingresses.Select(ingress => ingress with
                {
                    Routes = [.. ingress.Routes.Select(Led)],
                    DefaultBackend = ingress.DefaultBackend is { } backend ? Led(backend) : null,
                }),
            ],
        };
    }

    // A program that is given a certificate listens for TLS itself.
    private static bool HasCertificate(WorkloadDescription workload) =>
        workload.Environment.Any(entry => entry.Name.Contains("Kestrel__", StringComparison.OrdinalIgnoreCase) && entry.Name.Contains("Certificate", StringComparison.OrdinalIgnoreCase));

    private static WorkloadDescription Plain(WorkloadDescription workload, Dictionary<string, string> heirs)
    {
        var encrypted = workload.Endpoints.Where(endpoint => endpoint.Scheme == "https" && EndsBefore(workload, endpoint)).ToList();
        if (encrypted.Count == 0 && !workload.IsProject)
        {
            return workload;
        }

        var environment = workload.Environment.Select(PlainUrls).OfType<EnvironmentEntry>().Where(entry => !PortVariables.Contains(entry.Name));
        if (encrypted.Count == 0)
        {
            return workload with { Environment = [.. environment] };
        }

        var heir = workload.Endpoints.FirstOrDefault(endpoint => endpoint.Scheme == "http") ?? encrypted[0] with { Scheme = "http" };
        heir = heir with { IsExternal = heir.IsExternal || encrypted.Any(endpoint => endpoint.IsExternal) };
        foreach (var endpoint in encrypted)
        {
            heirs[$"{workload.Name}/{endpoint.Name}"] = heir.Name;
        }

        return workload with
        {
            Environment = [.. environment],
            Endpoints = [.. workload.Endpoints.Where(endpoint => !encrypted.Contains(endpoint) || endpoint.Name == heir.Name).Select(endpoint => endpoint.Name == heir.Name ? heir : endpoint)],
        };
    }

    // An image that somebody else has made may bring a certificate, and listens for TLS on a port of its own then.
    private static bool EndsBefore(WorkloadDescription workload, EndpointDescription https)
    {
        var plain = workload.Endpoints.Where(endpoint => endpoint.Scheme == "http").ToList();
        return workload.IsProject
            || https.TargetPort == 0
            || plain.Any(endpoint => endpoint.TargetPort == https.TargetPort)
            || (workload.Image.IsBuilt && plain.Count == 0);
    }

    // The addresses are separated by semicolons.
    private static EnvironmentEntry? PlainUrls(EnvironmentEntry entry)
    {
        if (!UrlVariables.Contains(entry.Name))
        {
            return entry;
        }

        var addresses = new List<List<TextPart>> { new() };
        foreach (var part in entry.Value.Parts)
        {
            if (part is not TextPart.Literal literal)
            {
                addresses[^1].Add(part);
                continue;
            }

            foreach (var (index, text) in literal.Text.Split(';').Index())
            {
                if (index > 0)
                {
                    addresses.Add([]);
                }

                addresses[^1].Add(new TextPart.Literal(text));
            }
        }

        var plain = addresses.Where(address => address is not [TextPart.Literal first, ..] || !first.Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)).ToList();
        if (plain.Count == addresses.Count)
        {
            return entry;
        }

        return plain.Count == 0 ? null : entry with { Value = new TextTemplate(plain.SelectMany((address, index) => index == 0 ? address : address.Prepend(new TextPart.Literal(";")))) };
    }
}
