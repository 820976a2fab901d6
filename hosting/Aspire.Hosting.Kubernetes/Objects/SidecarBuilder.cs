using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The further containers of a pod. Each is told what it needs and no more: of the workload's Secret some keys, of its files none.</summary>
internal static class SidecarBuilder
{
    private const string TokenVolume = "api-access";

    // Where the kubelet puts the token of pods that all containers may have, so that clients look for it there.
    private const string TokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static IEnumerable<V1Container> Containers(ObjectContext context) =>
        context.Workload.Sidecars.Zip(context.Configuration.Sidecars, (sidecar, environment) => Container(context, sidecar, environment));

    /// <summary>The token that only one container gets, renewed by the kubelet long before it ends, with what belongs to it.</summary>
    /// <remarks><see href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume"/></remarks>
    public static IEnumerable<V1Volume> Volumes(ObjectContext context) => context.Workload.Sidecars.Any(sidecar => sidecar.HasApiToken)
        ?
        [
            new()
            {
                Name = TokenVolume,
                Projected = new()
                {
                    Sources =
                    [
                        new() { ServiceAccountToken = new() { Path = "token", ExpirationSeconds = 3607 } },
                        new() { ConfigMap = new() { Name = "kube-root-ca.crt", Items = [new() { Key = "ca.crt", Path = "ca.crt" }] } },
                        new() { DownwardAPI = new() { Items = [new() { Path = "namespace", FieldRef = new() { FieldPath = "metadata.namespace" } }] } },
                    ],
                },
            },
        ]
        : [];

    /// <summary>A sidecar's variables. What is secret among them joins the workload's Secret, and is referred to there.</summary>
    public static IReadOnlyList<V1EnvVar> Environment(WorkloadDescription workload, SidecarDescription sidecar, IDictionary<string, ResolvedText> secret, TextResolver texts) =>
    [
        .. sidecar.Environment.Select(entry =>
        {
            var value = texts.Resolve(entry.Value, workload, $"environment variable {entry.Name} of {sidecar.Name}");
            if (!value.IsSecret)
            {
                return new V1EnvVar { Name = entry.Name, Value = value.Text.Replace("$(", "$$(", StringComparison.Ordinal) };
            }

            // What the workload itself is told in secret stands there once.
            var key = secret.FirstOrDefault(other => other.Value.Text == value.Text).Key
                ?? (secret.ContainsKey(entry.Name) ? $"{sidecar.Name.Replace('-', '_').ToUpperInvariant()}_{entry.Name}" : entry.Name);
            secret[key] = value;
            return new V1EnvVar { Name = entry.Name, ValueFrom = new() { SecretKeyRef = new() { Name = $"{workload.Name}-secrets", Key = key } } };
        }),
    ];

    private static V1Container Container(ObjectContext context, SidecarDescription sidecar, IReadOnlyList<V1EnvVar> environment)
    {
        // A workload of its own, as far as ports and probes are concerned.
        var asked = context.Workload with { Endpoints = sidecar.Endpoints, Probes = sidecar.Probes };
        return new()
        {
            Name = sidecar.Name,
            Image = sidecar.Image.ToString(),
            ImagePullPolicy = context.Application.ImagePullPolicy,
            Ports = PodBuilder.Ports(asked) is { Count: > 0 } ports ? ports : null,
            Env = environment.Count > 0 ? [.. environment] : null,
            StartupProbe = ProbeBuilder.Build(asked, ProbeKind.Startup),
            ReadinessProbe = ProbeBuilder.Build(asked, ProbeKind.Readiness),
            LivenessProbe = ProbeBuilder.Build(asked, ProbeKind.Liveness),
            Resources = PodBuilder.Resources(sidecar.Resources),
            SecurityContext = new()
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new() { Drop = ["ALL"] },
            },
            VolumeMounts = sidecar.HasApiToken ? [new() { Name = TokenVolume, MountPath = TokenPath, ReadOnlyProperty = true }] : null,
        };
    }
}
