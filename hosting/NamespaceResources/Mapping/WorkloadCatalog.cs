using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>Finds out who runs which pod, and what each workload is called.</summary>
internal static class WorkloadCatalog
{
    private const string NameLabel = "app.kubernetes.io/name";

    public static IReadOnlyList<Workload> Of(ClusterObjects objects)
    {
        var replicaSets = objects.All<V1ReplicaSet>().ToDictionary(set => set.Metadata.Name);
        var jobs = objects.All<V1Job>().ToDictionary(job => job.Metadata.Name);
        var found = new Dictionary<ObjectKey, IKubernetesObject<V1ObjectMeta>?>();

        Add("Deployment", objects.All<V1Deployment>());
        Add("StatefulSet", objects.All<V1StatefulSet>());
        Add("DaemonSet", objects.All<V1DaemonSet>());
        Add("ReplicaSet", replicaSets.Values.Where(set => ObjectKey.OwnerOf(set.Metadata) is null));

        foreach (var job in jobs.Values.OrderBy(job => job.Metadata.CreationTimestamp))
        {
            // The runs of a CronJob are one workload, in the state of the latest.
            found[ObjectKey.OwnerOf(job.Metadata) ?? new("Job", job.Metadata.Name)] = job;
        }

        var pods = objects.All<V1Pod>().ToLookup(RunnerOf);
        foreach (var runner in pods.Select(group => group.Key))
        {
            found.TryAdd(runner, null);
        }

        var names = Names([.. found.Select(entry => (entry.Key, Label(entry.Value, pods[entry.Key].FirstOrDefault())))], objects.All<V1Pod>());
        var versions = replicaSets.Values.ToLookup(set => ObjectKey.OwnerOf(set.Metadata));
        return
        [
            .. found.Select(entry => new Workload(
                entry.Key,
                names[entry.Key],
                entry.Value,
                [.. pods[entry.Key].OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)],
                [.. versions[entry.Key]])),
        ];

        void Add(string kind, IEnumerable<IKubernetesObject<V1ObjectMeta>> items)
        {
            foreach (var item in items)
            {
                found[new(kind, item.Metadata.Name)] = item;
            }
        }

        ObjectKey RunnerOf(V1Pod pod)
        {
            if (ObjectKey.OwnerOf(pod.Metadata) is not { } owner)
            {
                return new("Pod", pod.Metadata.Name);
            }

            var between = owner.Kind switch
            {
                "ReplicaSet" => replicaSets.GetValueOrDefault(owner.Name)?.Metadata,
                "Job" => jobs.GetValueOrDefault(owner.Name)?.Metadata,
                _ => null,
            };
            return between is null ? owner : ObjectKey.OwnerOf(between) ?? owner;
        }
    }

    private static string? Label(IKubernetesObject<V1ObjectMeta>? item, V1Pod? pod) =>
        item?.Metadata.Labels?.TryGetValue(NameLabel, out var name) == true ? name
        : Workload.TemplateOf(item)?.Metadata?.Labels?.TryGetValue(NameLabel, out name) == true ? name
        : item is null && pod?.Metadata.Labels?.TryGetValue(NameLabel, out name) == true ? name
        : null;

    /// <summary>
    /// A workload is called as its telemetry is, by the label. Where several have the same one, it belongs to the one that runs on
    /// and on, if there is only one such, and the others go by their own names. A pod keeps its name.
    /// </summary>
    private static Dictionary<ObjectKey, string> Names(IReadOnlyList<(ObjectKey Key, string? Label)> workloads, IEnumerable<V1Pod> pods)
    {
        var names = new Dictionary<ObjectKey, string>();
        var taken = pods.Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var (pod, _) in workloads.Where(workload => workload.Key.Kind == "Pod"))
        {
            names[pod] = pod.Name;
        }

        foreach (var same in workloads.Where(workload => workload.Label is not null && workload.Key.Kind != "Pod").GroupBy(workload => workload.Label!, StringComparer.OrdinalIgnoreCase))
        {
            var lasting = same.Where(workload => workload.Key.Kind is not ("Job" or "CronJob")).ToList();
            if ((lasting.Count == 1 ? lasting : [.. same]) is [var only] && taken.Add(same.Key))
            {
                names[only.Key] = same.Key;
            }
        }

        foreach (var (key, _) in workloads.Where(workload => !names.ContainsKey(workload.Key)))
        {
            names[key] = taken.Add(key.Name) ? key.Name : $"{key.Name} ({key.Kind})";
        }

        return names;
    }
}
