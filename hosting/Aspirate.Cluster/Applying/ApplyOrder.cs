namespace Aspirate.Cluster.Applying;

/// <summary>
/// The order of applying: what others need comes first. What nobody here knows comes last, for it may need anything; definitions of
/// kinds come first of all.
/// </summary>
internal static class ApplyOrder
{
    private static readonly string[][] Ranks =
    [
        ["CustomResourceDefinition", "StorageClass", "PriorityClass"],
        ["Namespace"],
        ["ResourceQuota", "LimitRange"],
        ["ServiceAccount", "ClusterRole", "Role"],
        ["ClusterRoleBinding", "RoleBinding"],
        ["ConfigMap", "Secret", "PersistentVolume", "PersistentVolumeClaim"],
        ["Service"],
        ["NetworkPolicy"],
        ["StatefulSet"],
        ["Deployment", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob"],
        ["HorizontalPodAutoscaler", "PodDisruptionBudget"],
        ["Ingress", "GatewayClass", "Gateway"],
        ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute"],
    ];

    public static IEnumerable<ClusterObject> Sort(IEnumerable<ClusterObject> objects) => objects.OrderBy(item => Rank(item.Reference.Kind)); // stable: the tree's own order stays

    public static int Rank(string kind) => Array.FindIndex(Ranks, rank => rank.Contains(kind)) is var rank and >= 0 ? rank : Ranks.Length;
}
