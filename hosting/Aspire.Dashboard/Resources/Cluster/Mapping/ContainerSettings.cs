using System.Collections.Immutable;
using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>What containers are given, as far as the pod's specification tells: of ConfigMaps and Secrets it tells names, no values.</summary>
internal static class ContainerSettings
{
    public static ImmutableArray<ResourceEnvironmentVariable> Environment(V1PodSpec? spec) =>
    [
        .. (spec?.Containers is [var main, ..] ? main.Env : null)?.Select(variable => new ResourceEnvironmentVariable(variable.Name, variable.Value ?? ReferenceOf(variable.ValueFrom), true)) ?? [],
    ];

    /// <summary>Whole ConfigMaps and Secrets that become environment variables.</summary>
    public static string? Sources(V1PodSpec? spec)
    {
        var sources = (spec?.Containers is [var main, ..] ? main.EnvFrom : null)?
            .Select(source => source.ConfigMapRef is { } map ? $"ConfigMap {map.Name}" : source.SecretRef is { } secret ? $"Secret {secret.Name}" : null)
            .OfType<string>()
            .ToList();
        return sources is { Count: > 0 } ? string.Join(", ", sources) : null;
    }

    public static ImmutableArray<ResourceVolume> Volumes(V1PodSpec? spec)
    {
        var volumes = (spec?.Volumes ?? []).ToDictionary(volume => volume.Name);

        return
        [
            .. (spec?.Containers is [var main, ..] ? main.VolumeMounts ?? [] : [])
                // Every pod has its token there, if any.
                .Where(mount => mount.MountPath != "/var/run/secrets/kubernetes.io/serviceaccount")
                .Select(mount => (Mount: mount, Source: SourceOf(mount.Name, volumes.GetValueOrDefault(mount.Name))))
                .Select(entry => new ResourceVolume(entry.Source.Name, entry.Mount.MountPath, entry.Source.Kind, entry.Mount.ReadOnlyProperty == true)),
        ];
    }

    /// <summary>What the first container asks for, and the most it gets.</summary>
    public static string? Compute(V1PodSpec? spec)
    {
        var resources = spec?.Containers is [var main, ..] ? main.Resources : null;
        var parts = new[] { Amounts("requests", resources?.Requests), Amounts("limits", resources?.Limits) }.OfType<string>().ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string? Amounts(string name, IDictionary<string, ResourceQuantity>? amounts) =>
        amounts is { Count: > 0 } ? $"{name} {string.Join(", ", amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => $"{amount.Key} {amount.Value}"))}" : null;

    private static string? ReferenceOf(V1EnvVarSource? source) => source switch
    {
        { SecretKeyRef: { } secret } => $"(key {secret.Key} of Secret {secret.Name})",
        { ConfigMapKeyRef: { } map } => $"(key {map.Key} of ConfigMap {map.Name})",
        { FieldRef: { } field } => $"(the pod's {field.FieldPath})",
        { ResourceFieldRef: { } field } => $"(the container's {field.Resource})",
        _ => null,
    };

    private static (string Name, string Kind) SourceOf(string name, V1Volume? volume) => volume switch
    {
        { PersistentVolumeClaim: { } claim } => (claim.ClaimName, "claim"),
        { ConfigMap: { } map } => (map.Name, "ConfigMap"),
        { Secret: { } secret } => (secret.SecretName, "Secret"),
        { EmptyDir: not null } => (name, "emptyDir"),
        { HostPath: { } path } => (path.Path, "hostPath"),
        { Projected: not null } => (name, "projected"),
        // A claim of a StatefulSet's own.
        null => (name, "claim"),
        _ => (name, "volume"),
    };
}
