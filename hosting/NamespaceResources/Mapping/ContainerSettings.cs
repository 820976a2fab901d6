using k8s.Models;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>What a pod's main container is given, as far as the pod's specification tells: of ConfigMaps and Secrets it tells names, no values.</summary>
internal static class ContainerSettings
{
    /// <summary>The container that gives the pod its sense, by convention the first.</summary>
    public static V1Container? MainContainer(V1PodSpec? spec) => spec?.Containers is [var main, ..] ? main : null;

    public static IEnumerable<EnvironmentVariable> Environment(V1PodSpec? spec)
    {
        foreach (var variable in MainContainer(spec)?.Env ?? [])
        {
            var told = new EnvironmentVariable { Name = variable.Name, IsFromSpec = true };
            if ((variable.Value ?? ReferenceOf(variable.ValueFrom)) is { } value)
            {
                told.Value = value;
            }

            yield return told;
        }
    }

    /// <summary>Whole ConfigMaps and Secrets that become environment variables.</summary>
    public static string? Sources(V1PodSpec? spec) => Joined((MainContainer(spec)?.EnvFrom ?? [])
        .Select(source => source.ConfigMapRef is { } map ? $"ConfigMap {map.Name}" : source.SecretRef is { } secret ? $"Secret {secret.Name}" : null)
        .OfType<string>());

    /// <summary>The containers beside the main one.</summary>
    public static string? Others(V1PodSpec? spec) => Joined((spec?.InitContainers ?? []).Concat(spec?.Containers.Skip(1) ?? []).Select(container => $"{container.Name} ({container.Image})"));

    public static IEnumerable<Volume> Volumes(V1PodSpec? spec)
    {
        var volumes = (spec?.Volumes ?? []).ToDictionary(volume => volume.Name);
        return
            from mount in MainContainer(spec)?.VolumeMounts ?? []

            // Every pod has its token there, if any.
            where mount.MountPath != "/var/run/secrets/kubernetes.io/serviceaccount"
            let source = SourceOf(mount.Name, volumes.GetValueOrDefault(mount.Name))
            select new Volume { Source = source.Name, Target = mount.MountPath, MountType = source.Kind, IsReadOnly = mount.ReadOnlyProperty == true };
    }

    /// <summary>What the main container asks for, and the most it gets.</summary>
    public static string? Compute(V1PodSpec? spec)
    {
        var resources = MainContainer(spec)?.Resources;
        return Joined(new[] { Amounts("requests", resources?.Requests), Amounts("limits", resources?.Limits) }.OfType<string>(), "; ");
    }

    private static string? Amounts(string name, IDictionary<string, ResourceQuantity>? amounts) =>
        amounts is { Count: > 0 } ? $"{name} {Joined(amounts.OrderBy(amount => amount.Key, StringComparer.Ordinal).Select(amount => $"{amount.Key} {amount.Value}"))}" : null;

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

    private static string? Joined(IEnumerable<string> parts, string separator = ", ") => string.Join(separator, parts) is { Length: > 0 } text ? text : null;
}
