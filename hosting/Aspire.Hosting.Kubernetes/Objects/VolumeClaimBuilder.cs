using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The claims of persistent volumes: templates in a StatefulSet, objects of their own beside a Deployment or a Job.</summary>
internal static class VolumeClaimBuilder
{
    public static string NameOf(WorkloadDescription workload, VolumeDescription volume) => $"{workload.Name}-{volume.Name}";

    public static IEnumerable<V1PersistentVolumeClaim> BuildTemplates(ObjectContext context) =>
        Persistent(context).Select(volume => Build(context, volume.Name, volume));

    public static IEnumerable<V1PersistentVolumeClaim> BuildClaims(ObjectContext context) =>
        context.Workload.Kind is WorkloadKind.StatefulSet
            ? []
            : Persistent(context).Select(volume => Build(context, NameOf(context.Workload, volume), volume));

    private static IEnumerable<VolumeDescription> Persistent(ObjectContext context) => context.Workload.Volumes.Where(volume => volume.IsPersistent);

    private static V1PersistentVolumeClaim Build(ObjectContext context, string name, VolumeDescription volume) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",

        // A StatefulSet's templates can never be changed: nothing in them may depend on the version.
        Metadata = new()
        {
            Name = name,
            Labels = context.Selector,
            Annotations = volume.Annotations.Count == 0 ? null : new SortedDictionary<string, string>(volume.Annotations.ToDictionary(), StringComparer.Ordinal),
        },
        Spec = new()
        {
            AccessModes = [volume.AccessMode ?? context.Application.AccessMode],
            StorageClassName = volume.StorageClass ?? context.Application.StorageClass,
            Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new(volume.Size ?? context.Application.StorageSize) } },
        },
    };
}
