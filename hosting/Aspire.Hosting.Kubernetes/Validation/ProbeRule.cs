using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>A probe asks a port that exists, with a scheme Kubernetes knows and numbers it takes.</summary>
internal sealed class ProbeRule : IManifestRule
{
    public IEnumerable<Violation> Check(ManifestSet set)
    {
        foreach (var (manifest, _, container, field) in set.Containers)
        {
            var probes = new (string Name, V1Probe? Probe)[]
            {
                ("startupProbe", container.StartupProbe),
                ("readinessProbe", container.ReadinessProbe),
                ("livenessProbe", container.LivenessProbe),
            };
            foreach (var (name, probe) in probes)
            {
                if (probe is not null)
                {
                    foreach (var violation in Check(manifest, container, probe, $"{field}.{name}"))
                    {
                        yield return violation;
                    }
                }
            }
        }
    }

    private static IEnumerable<Violation> Check(KubernetesManifest manifest, V1Container container, V1Probe probe, string field)
    {
        Violation At(string part, string problem) => ManifestSet.Violation(manifest, $"{field}{part}", problem, KubernetesReference.Probes);

        var handlers = new object?[] { probe.HttpGet, probe.TcpSocket, probe.Exec, probe.Grpc }.Count(handler => handler is not null);
        if (handlers != 1)
        {
            yield return At("", $"exactly one of httpGet, tcpSocket, exec and grpc is needed, there are {handlers}");
        }

        if (probe.HttpGet is { } request)
        {
            if (request.Scheme is not null and not "HTTP" and not "HTTPS")
            {
                yield return At(".httpGet.scheme", $"'{request.Scheme}' is not a scheme: HTTP or HTTPS, in capitals");
            }

            if (request.Path?.StartsWith('/') is not true)
            {
                yield return At(".httpGet.path", $"'{request.Path}' does not begin with '/'");
            }
        }

        if ((probe.HttpGet?.Port ?? probe.TcpSocket?.Port) is { } port && !HasPort(container, port))
        {
            yield return At(".port", $"the container has no port '{port.Value}'");
        }

        var isReadiness = field.EndsWith("readinessProbe", StringComparison.Ordinal);
        if (!isReadiness && probe.SuccessThreshold is > 1)
        {
            yield return At(".successThreshold", $"{probe.SuccessThreshold} is not 1, the only number that startup and liveness probes take");
        }

        if (probe.PeriodSeconds is < 1 || probe.TimeoutSeconds is < 1 || probe.FailureThreshold is < 1 || probe.InitialDelaySeconds is < 0)
        {
            yield return At("", "periodSeconds, timeoutSeconds and failureThreshold are at least 1, initialDelaySeconds at least 0");
        }
    }

    private static bool HasPort(V1Container container, IntOrString port) =>
        (container.Ports ?? []).Any(candidate => candidate.Name == port.Value || candidate.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) == port.Value);
}
