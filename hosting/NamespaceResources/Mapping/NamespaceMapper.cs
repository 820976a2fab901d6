using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>Turns the objects of a namespace into what the dashboard shows: a pure function.</summary>
internal static class NamespaceMapper
{
    /// <summary>Workloads and their pods, by name; a workload before its pods.</summary>
    /// <param name="objects">The namespace.</param>
    /// <param name="now">The moment of the judgement.</param>
    /// <param name="allowRestart">Whether workloads have the command <c>restart</c>.</param>
    public static IEnumerable<Resource> Map(ClusterObjects objects, DateTimeOffset now, bool allowRestart)
    {
        // Nothing is waited for here: a problem counts from when it began.
        var evidence = new Evidence(objects, DateTimeOffset.MinValue, now, new());
        var addresses = new WorkloadAddresses(objects);
        var events = new ObjectEvents(objects.All<Corev1Event>());
        var workloads = WorkloadCatalog.Of(objects);
        var progress = RolloutDecision.Judge([.. workloads.Select(workload => workload.Id).OfType<WorkloadId>()], evidence, isTimeUp: false).Snapshot.Workloads
            .ToDictionary(entry => entry.Workload);

        foreach (var workload in workloads.OrderBy(workload => workload.Name, StringComparer.OrdinalIgnoreCase))
        {
            var pods = workload.Pods.Select(pod => PodMapper.Map(workload, pod, evidence, events)).ToList();
            if (workload.IsPod)
            {
                pods[0].Urls.Add(addresses.Of(workload));
            }
            else
            {
                yield return WorkloadMapper.Map(workload, workload.Id is { } id ? progress[id] : null, pods, addresses, events, allowRestart);
            }

            foreach (var pod in pods)
            {
                yield return pod;
            }
        }
    }
}
