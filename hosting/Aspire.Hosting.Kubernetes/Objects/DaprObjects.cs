using System.Globalization;
using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>What Dapr reads of an application: annotations of the pods that get a sidecar, and a Component each.</summary>
internal static class DaprObjects
{
    /// <summary>Where sidecars call each other.</summary>
    public const int SidecarPort = 50002;

    private const string Prefix = "dapr.io/";

    /// <summary>The pods of Dapr itself, in whatever namespace.</summary>
    public static V1NetworkPolicyPeer ControlPlane => new()
    {
        NamespaceSelector = new(),
        PodSelector = new() { MatchLabels = new Dictionary<string, string> { ["app.kubernetes.io/part-of"] = "dapr" } },
    };

    public static IEnumerable<KeyValuePair<string, string>> Annotations(WorkloadDescription workload)
    {
        if (workload.Dapr is not { } dapr)
        {
            yield break;
        }

        yield return new($"{Prefix}enabled", "true");
        yield return new($"{Prefix}app-id", dapr.AppId);
        if (AppPort(workload, dapr) is { } port)
        {
            yield return new($"{Prefix}app-port", port.ToString(CultureInfo.InvariantCulture));
        }

        // TLS ends before the pod.
        if (dapr.AppProtocol is { } protocol)
        {
            yield return new($"{Prefix}app-protocol", protocol switch { "https" => "http", "grpcs" => "grpc", _ => protocol });
        }

        // It would ask the Kubernetes API, for which the pod has no token. Secrets that Components refer to come from Dapr's operator.
        if (!ServiceAccountBuilder.IsTokenForAll(workload))
        {
            yield return new($"{Prefix}disable-builtin-k8s-secret-store", "true");
        }

        foreach (var (name, value) in dapr.Settings)
        {
            yield return new(Prefix + name, value);
        }
    }

    public static KubernetesManifest Component(ApplicationDescription application, DaprComponentDescription component)
    {
        var users = application.Workloads
            .Where(workload => workload.Dapr?.Components.Contains(component.Name, StringComparer.OrdinalIgnoreCase) is true)
            .Select(workload => workload.Dapr!.AppId)
            .ToList();
        var content = new V1DaprComponent
        {
            Metadata = new() { Name = component.Name, Labels = WorkloadLabels.Of(application, component.Name, "dapr-component") },
            Spec = new() { Type = component.Type },
            Scopes = users.Count == 0 ? null : users,
        };
        return new($"{component.Name}/component.yaml", content, component.Name, null);
    }

    /// <summary>Whether a component of <paramref name="workload"/> may keep what it has in <paramref name="target"/>: only the component's settings, which nobody knows here, say where.</summary>
    public static bool MayStoreIn(WorkloadDescription workload, WorkloadDescription target) => workload.Dapr?.Components.Count > 0 && workload != target && !target.IsProject;

    // The model tells the port of the developer's machine; in its pod the program may have another.
    private static int? AppPort(WorkloadDescription workload, DaprSidecarDescription dapr)
    {
        var endpoint = workload.Endpoints.FirstOrDefault(candidate => candidate.TargetPort == dapr.AppPort)
            ?? workload.Endpoints.FirstOrDefault(candidate => candidate.Port == dapr.AppPort)
            ?? workload.Endpoints.FirstOrDefault(candidate => candidate.Scheme is "http" or "https")
            ?? (workload.Endpoints is [var first, ..] ? first : null);
        return endpoint?.TargetPort ?? dapr.AppPort;
    }
}
