using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources.Cluster.Mapping;

/// <summary>Turns the objects of a namespace into what the pages show.</summary>
public static class NamespaceMapper
{
    /// <summary>Workloads and their pods, by display name; a workload before its pods.</summary>
    public static ImmutableArray<ResourceSnapshot> Map(NamespaceObjects objects)
    {
        var addresses = new WorkloadAddresses(objects.Services, objects.Ingresses);
        var events = new ObjectEvents(objects.Events);

        return
        [
            .. WorkloadCatalog.Of(objects)
                .OrderBy(workload => workload.DisplayName, StringComparer.OrdinalIgnoreCase)
                .SelectMany(workload => Map(workload, addresses, events)),
        ];
    }

    private static IEnumerable<ResourceSnapshot> Map(Workload workload, WorkloadAddresses addresses, ObjectEvents events)
    {
        var pods = workload.Pods.Select(pod => PodMapper.Map(workload, pod, events)).ToList();

        if (workload.Key.Kind == "Pod")
        {
            // It stands for itself.
            return pods.Select(pod => pod with { Urls = addresses.Of(workload) });
        }

        return pods.Prepend(WorkloadMapper.Map(workload, pods, addresses, events));
    }
}
