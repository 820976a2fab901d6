using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Endpoints;
using Aspire.Hosting.Running.Probing;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>Derives from the model how a replica is asked for its health.</summary>
internal sealed class ReplicaProbes(HttpMessageInvoker client)
{
    public IReadOnlyList<ReplicaProbe> For(IResource resource, IReadOnlyList<EndpointBinding> endpoints, IReadOnlyDictionary<EndpointAnnotation, int> ports)
    {
        var probes = new List<ReplicaProbe>();

        foreach (var probe in resource.Annotations.OfType<EndpointProbeAnnotation>())
        {
            probes.Add(new(
                probe.Type switch
                {
                    ProbeType.Startup => ProbeKind.Startup,
                    ProbeType.Liveness => ProbeKind.Liveness,
                    _ => ProbeKind.Readiness,
                },
                new HttpProbe(client, Address(probe.EndpointReference, probe.Path, ports)),
                new()
                {
                    InitialDelay = TimeSpan.FromSeconds(probe.InitialDelaySeconds),
                    Period = TimeSpan.FromSeconds(probe.PeriodSeconds),
                    Timeout = TimeSpan.FromSeconds(probe.TimeoutSeconds),
                    SuccessThreshold = probe.SuccessThreshold,
                    FailureThreshold = probe.FailureThreshold,
                }));
        }

        // A health check by HTTP asks the resource; here each replica answers for itself.
        foreach (var check in resource.Annotations.OfType<HttpHealthCheckAnnotation>().Where(check => ports.ContainsKey(check.EndpointReference.EndpointAnnotation)))
        {
            probes.Add(new(ProbeKind.Readiness, new HttpProbe(client, Address(check.EndpointReference, check.Path, ports), check.StatusCode), new()));
        }

        // Traffic goes to whoever listens, whatever else is asked.
        if (!probes.Exists(probe => probe.Kind is ProbeKind.Readiness))
        {
            probes.AddRange(endpoints.Where(binding => binding.Pool is not null)
                .Select(binding => new ReplicaProbe(ProbeKind.Readiness, new TcpProbe(ports[binding.Endpoint]), new())));
        }

        return probes;
    }

    private static Uri Address(EndpointReference endpoint, string path, IReadOnlyDictionary<EndpointAnnotation, int> ports)
    {
        var annotation = endpoint.EndpointAnnotation;
        return new(new Uri($"{annotation.UriScheme}://localhost:{ports[annotation]}"), path);
    }
}
