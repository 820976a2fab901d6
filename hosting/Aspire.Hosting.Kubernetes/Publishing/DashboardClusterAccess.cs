using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>What the dashboard may see of its namespace.</summary>
internal static class DashboardClusterAccess
{
    /// <summary>
    /// It looks at what it shows and at what tells whether that is well, and reads what pods write. No Secret and no ConfigMap is among that, and nothing can be changed
    /// but, where that is asked for, the workloads that are restarted.
    /// </summary>
    /// <param name="allowRestart">Whether workloads may be restarted.</param>
    public static IReadOnlyList<V1PolicyRule> Rules(bool allowRestart) =>
    [
        Look("", "pods", "services", "persistentvolumeclaims", "events"),
        Look("apps", "deployments", "replicasets", "statefulsets", "daemonsets", "controllerrevisions"),
        Look("batch", "jobs"),
        Look("networking.k8s.io", "ingresses"),
        Look("gateway.networking.k8s.io", "gateways", "httproutes"),
        new() { ApiGroups = [""], Resources = ["pods", "pods/log"], Verbs = ["get"] },
        .. allowRestart ? [new V1PolicyRule { ApiGroups = ["apps"], Resources = ["deployments", "statefulsets", "daemonsets"], Verbs = ["patch"] }] : Array.Empty<V1PolicyRule>(),
    ];

    private static V1PolicyRule Look(string group, params string[] resources) => new() { ApiGroups = [group], Resources = resources, Verbs = ["list", "watch"] };
}
