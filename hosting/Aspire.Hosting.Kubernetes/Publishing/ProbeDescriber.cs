using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a resource's probes. A number that the model left at the default of <c>WithHttpProbe</c> gives way to the cluster's for that kind of probe.</summary>
internal static class ProbeDescriber
{
    public static IEnumerable<ProbeDescription> Describe(IResource resource)
    {
        var probes = resource.Annotations.OfType<EndpointProbeAnnotation>()
            .GroupBy(probe => probe.Type)
            .Select(group => Describe(group.Last()))
            .ToList();

        // A health check says as much as a readiness probe.
        if (probes.All(probe => probe.Kind is not ProbeKind.Readiness) && HttpHealthCheckOf(resource) is { } check)
        {
            probes.Add(check);
        }

        // A slow start is no reason to be restarted.
        if (probes.All(probe => probe.Kind is not ProbeKind.Startup) && probes.FirstOrDefault(probe => probe.Kind is ProbeKind.Liveness) is { } liveness)
        {
            probes.Add(new() { Kind = ProbeKind.Startup, Endpoint = liveness.Endpoint, Path = liveness.Path });
        }

        return probes.OrderBy(probe => probe.Kind);
    }

    // WithHttpHealthCheck leaves nothing but the key of its check in the model: NAME_ENDPOINT_PATH_STATUS_check. A probe's own check has such a key, too.
    private static ProbeDescription? HttpHealthCheckOf(IResource resource)
    {
        var ofProbes = resource.Annotations.OfType<EndpointProbeAnnotation>().Select(probe => $"{resource.Name}_{probe.EndpointReference.EndpointName}_{probe.Path}_").ToList();
        return (
            from check in resource.Annotations.OfType<HealthCheckAnnotation>()
            where !ofProbes.Any(prefix => check.Key.StartsWith(prefix, StringComparison.Ordinal))
            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
            let match = Regex.Match(check.Key, $@"^{Regex.Escape($"{resource.Name}_{endpoint.Name}_")}(?<path>/.*)_\d{{3}}_check$", RegexOptions.CultureInvariant)
            where match.Success
            select new ProbeDescription { Kind = ProbeKind.Readiness, Endpoint = endpoint.Name, Path = match.Groups["path"].Value }).LastOrDefault();
    }

    private static ProbeDescription Describe(EndpointProbeAnnotation probe)
    {
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
            InitialDelaySeconds = Stated(probe.InitialDelaySeconds, byDefault: 5),
            PeriodSeconds = Stated(probe.PeriodSeconds, byDefault: 5),
            TimeoutSeconds = Stated(probe.TimeoutSeconds, byDefault: 1),
            FailureThreshold = Stated(probe.FailureThreshold, byDefault: 3),
            SuccessThreshold = Stated(probe.SuccessThreshold, byDefault: 1),
        };
    }

    private static int? Stated(int value, int byDefault) => value == byDefault ? null : value;
}
