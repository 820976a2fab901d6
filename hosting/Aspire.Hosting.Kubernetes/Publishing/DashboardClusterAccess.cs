using Aspire.Hosting.Kubernetes.Objects;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>What the dashboard may see of its namespace, and how it is told which one that is.</summary>
internal static class DashboardClusterAccess
{
    private const string NamespaceVariable = "DASHBOARD__KUBERNETES__NAMESPACE";

    /// <summary>
    /// It lists and watches what it shows, and reads what pods write. No Secret and no ConfigMap is among that, and nothing can be changed.
    /// </summary>
    public static IReadOnlyList<V1PolicyRule> Rules { get; } =
    [
        Look("", "pods", "services", "events"),
        Look("apps", "deployments", "replicasets", "statefulsets", "daemonsets"),
        Look("batch", "jobs"),
        Look("networking.k8s.io", "ingresses"),
        new() { ApiGroups = [""], Resources = ["pods/log"], Verbs = ["get"] },
    ];

    /// <summary>Has the pod say its own namespace, so that the tree can be applied to any.</summary>
    public static void NameNamespace(WorkloadObjects objects)
    {
        if (objects.PodTemplate?.Spec.Containers is [var container, ..])
        {
            container.Env ??= [];
            container.Env.Add(new() { Name = NamespaceVariable, ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.namespace" } } });
        }
    }

    private static V1PolicyRule Look(string group, params string[] resources) => new() { ApiGroups = [group], Resources = resources, Verbs = ["list", "watch"] };
}
