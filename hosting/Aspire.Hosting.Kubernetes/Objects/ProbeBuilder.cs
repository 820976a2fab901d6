using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The probes of a container.</summary>
internal static class ProbeBuilder
{
    // Two minutes to start are enough for a migration; a pod leaves the Service after 15 s without an answer and is
    // restarted only after 30 s, so that a slow dependency never makes all pods restart at once.
    private static readonly Dictionary<ProbeKind, (int Period, int Timeout, int Failures)> Defaults = new()
    {
        [ProbeKind.Startup] = (2, 3, 60),
        [ProbeKind.Readiness] = (5, 3, 3),
        [ProbeKind.Liveness] = (10, 3, 3),
    };

    public static V1Probe? Build(WorkloadDescription workload, ProbeKind kind)
    {
        if (workload.Probes.FirstOrDefault(candidate => candidate.Kind == kind) is not { } probe)
        {
            return null;
        }

        var (period, timeout, failures) = Defaults[kind];
        var result = new V1Probe
        {
            InitialDelaySeconds = probe.InitialDelaySeconds is > 0 ? probe.InitialDelaySeconds : null,
            PeriodSeconds = probe.PeriodSeconds ?? period,
            TimeoutSeconds = probe.TimeoutSeconds ?? timeout,
            FailureThreshold = probe.FailureThreshold ?? failures,
            SuccessThreshold = probe.SuccessThreshold is > 1 ? probe.SuccessThreshold : null,
        };

        if (probe.Command.Count > 0)
        {
            result.Exec = new() { Command = [.. probe.Command] };
            return result;
        }

        var endpoint = workload.Endpoints.FirstOrDefault(candidate => string.Equals(candidate.Name, probe.Endpoint, StringComparison.OrdinalIgnoreCase));
        IntOrString port = endpoint is null ? probe.Endpoint ?? "http" : PortName.OfContainer(workload, endpoint);
        if (probe.Path is null)
        {
            result.TcpSocket = new() { Port = port };
        }
        else
        {
            // Kubernetes knows the schemes in capitals only; HTTP is what it takes when nothing is said.
            result.HttpGet = new() { Path = probe.Path, Port = port, Scheme = endpoint?.Scheme == "https" ? "HTTPS" : null };
        }

        return result;
    }
}
