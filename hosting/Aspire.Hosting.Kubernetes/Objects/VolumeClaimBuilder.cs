using Aspire.Hosting.Kubernetes.Description;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The claims of persistent volumes: templates in a StatefulSet, objects of their own beside a Deployment or a Job.</summary>
internal static class VolumeClaimBuilder
{
    /// <summary>The claim of a volume that is no template of a StatefulSet.</summary>
    public static string NameOf(WorkloadDescription workload, VolumeDescription volume) => volume.SharedClaim ?? $"{workload.Name}-{volume.Name}";

    public static IEnumerable<V1PersistentVolumeClaim> BuildTemplates(ObjectContext context) =>
        Own(context).Select(volume => Build(context, volume.Name, context.Selector, volume));

    /// <summary>The claims that are objects of their own. One that several workloads share is in the folder of the first of them.</summary>
    public static IEnumerable<V1PersistentVolumeClaim> BuildClaims(ObjectContext context)
    {
        var own = context.Workload.Kind is WorkloadKind.StatefulSet
            ? []
            : Own(context).Select(volume => Build(context, NameOf(context.Workload, volume), context.Selector, volume));
        var shared = context.Workload.Volumes
            .Where(volume => volume.SharedClaim is not null && IsFirst(context, volume.SharedClaim))
            .DistinctBy(volume => volume.SharedClaim)
            .Select(volume => Build(context, volume.SharedClaim!, WorkloadLabels.Of(context.Application), volume));
        return own.Concat(shared);
    }

    private static IEnumerable<VolumeDescription> Own(ObjectContext context) =>
        context.Workload.Volumes.Where(volume => volume is { IsPersistent: true, SharedClaim: null }).DistinctBy(volume => volume.Name);

    private static bool IsFirst(ObjectContext context, string claim) =>
        context.Application.Workloads.First(workload => workload.IsWritten && workload.Volumes.Any(volume => volume.SharedClaim == claim)).Name == context.Name;

    private static V1PersistentVolumeClaim Build(ObjectContext context, string name, Dictionary<string, string> labels, VolumeDescription volume) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",

        // A StatefulSet's templates can never be changed: nothing in them may depend on the version.
        Metadata = new()
        {
            Name = name,
            Labels = labels,
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
