using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a resource's probes. A number that the model left at its default gives way to the cluster's for that kind of probe.</summary>
internal static class ProbeDescriber
{
    public static IEnumerable<ProbeDescription> Describe(IResource resource)
    {
        var probes = resource.Annotations.OfType<EndpointProbeAnnotation>()
            .GroupBy(probe => probe.Type)
            .Select(group => Describe(group.Last()))
            .ToList();

        // A health check says as much as a readiness probe.
        if (probes.All(probe => probe.Kind is not ProbeKind.Readiness) && resource.Annotations.OfType<HttpHealthCheckAnnotation>().LastOrDefault() is { } check)
        {
            probes.Add(new() { Kind = ProbeKind.Readiness, Endpoint = check.EndpointReference.EndpointName, Path = check.Path });
        }

        // A slow start is no reason to be restarted.
        if (probes.All(probe => probe.Kind is not ProbeKind.Startup) && probes.FirstOrDefault(probe => probe.Kind is ProbeKind.Liveness) is { } liveness)
        {
            probes.Add(new() { Kind = ProbeKind.Startup, Endpoint = liveness.Endpoint, Path = liveness.Path });
        }

        return probes.OrderBy(probe => probe.Kind);
    }

    private static ProbeDescription Describe(EndpointProbeAnnotation probe)
    {
        var untouched = new EndpointProbeAnnotation { Type = probe.Type, EndpointReference = probe.EndpointReference, Path = probe.Path };
        return new ProbeDescription
        {
            Kind = probe.Type switch
            {
                ProbeType.Startup => ProbeKind.Startup,
                ProbeType.Liveness => ProbeKind.Liveness,
                _ => ProbeKind.Readiness,
            },
            Endpoint = probe.EndpointReference.EndpointName,
            Path = probe.Path,
            InitialDelaySeconds = Stated(probe.InitialDelaySeconds, untouched.InitialDelaySeconds),
            PeriodSeconds = Stated(probe.PeriodSeconds, untouched.PeriodSeconds),
            TimeoutSeconds = Stated(probe.TimeoutSeconds, untouched.TimeoutSeconds),
            FailureThreshold = Stated(probe.FailureThreshold, untouched.FailureThreshold),
            SuccessThreshold = Stated(probe.SuccessThreshold, untouched.SuccessThreshold),
        };
    }

    private static int? Stated(int value, int byDefault) => value == byDefault ? null : value;
}
