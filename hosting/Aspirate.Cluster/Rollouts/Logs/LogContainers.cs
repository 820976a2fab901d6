using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>The containers of an application's resources.</summary>
internal static class LogContainers
{
    /// <summary>Makes sure that there is something of each resource.</summary>
    /// <exception cref="ClusterException">There is nothing of a resource, or of the whole application.</exception>
    public static void Require(ClusterObjects objects, IReadOnlyList<string> resources, string @namespace)
    {
        var there = objects.All<V1Pod>().Select(ApplicationLabels.ResourceOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (there.Count == 0)
        {
            throw new ClusterException($"In the namespace '{@namespace}' there are no pods of an application. Bring it up with: aspirate apply");
        }

        var unknown = resources.Except(there).ToList();
        if (unknown.Count > 0)
        {
            throw new ClusterException($"In the namespace '{@namespace}' there are no pods of '{string.Join("', '", unknown)}'. There are those of: {string.Join(", ", there)}.");
        }
    }

    /// <summary>The pods of the resources that are asked for; of all resources, when none is.</summary>
    public static IEnumerable<V1Pod> PodsOf(ClusterObjects objects, IReadOnlyList<string> resources) =>
        objects.All<V1Pod>().Where(pod => ApplicationLabels.ResourceOf(pod) is { } resource && (resources.Count == 0 || resources.Contains(resource)));

    /// <summary>All containers of pods.</summary>
    public static IEnumerable<LogContainer> Of(IEnumerable<V1Pod> pods) => pods.SelectMany(Containers);

    /// <summary>The runs whose log can be followed: those that have begun.</summary>
    public static IEnumerable<LogContainer> Running(IEnumerable<V1Pod> pods) => Of(pods).Where(container => container.Run.Length > 0);

    /// <summary>Whether it is still this run that runs.</summary>
    public static bool IsRunning(V1Pod pod, LogContainer container) =>
        Statuses(pod).Any(status => status.Name == container.Origin.Container && status.ContainerID == container.Run && status.State?.Running is not null);

    private static IEnumerable<LogContainer> Containers(V1Pod pod)
    {
        var containers = (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers).ToList();
        var resource = ApplicationLabels.ResourceOf(pod) ?? pod.Metadata.Name;
        return
            from container in containers
            let status = Statuses(pod).FirstOrDefault(status => status.Name == container.Name)
            select new LogContainer(new(resource, pod.Metadata.Name, container.Name, containers.Count == 1), status?.ContainerID ?? "");
    }

    private static IEnumerable<V1ContainerStatus> Statuses(V1Pod pod) => (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []);
}
