using k8s.Models;

namespace Cluster.Tests.Small;

/// <summary>Workloads that do next to nothing, as a tree describes them; a test changes what it is about.</summary>
internal static class BusyBox
{
    public static V1Deployment Deployment(string name, Action<V1PodSpec>? change = null) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = Metadata(name),
        Spec = new() { Selector = Selector(name), Template = Template(name, change) },
    };

    public static V1StatefulSet StatefulSet(string name, Action<V1PodSpec>? change = null) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "StatefulSet",
        Metadata = Metadata(name),
        Spec = new() { ServiceName = name, Selector = Selector(name), Template = Template(name, change) },
    };

    public static V1ConfigMap ConfigMap(string name, string key, string value) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = Metadata(name),
        Data = new Dictionary<string, string> { [key] = value },
    };

    /// <summary>A volume of a StatefulSet's pods.</summary>
    public static V1PersistentVolumeClaim Claim(string name, string? storageClass = null) => new()
    {
        Metadata = new() { Name = name },
        Spec = new()
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = storageClass,
            Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Mi") } },
        },
    };

    /// <summary>Has the container run a line of shell.</summary>
    public static void Run(V1PodSpec pod, string line) => pod.Containers[0].Command = ["sh", "-c", line];

    public static V1ObjectMeta Metadata(string name) => new()
    {
        Name = name,
        Labels = new Dictionary<string, string>
        {
            ["app.kubernetes.io/name"] = name,
            ["app.kubernetes.io/part-of"] = "small",
            ["app.kubernetes.io/managed-by"] = "aspirate",
        },
    };

    private static V1LabelSelector Selector(string name) => new() { MatchLabels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = name } };

    private static V1PodTemplateSpec Template(string name, Action<V1PodSpec>? change)
    {
        var pod = new V1PodSpec
        {
            // The first process of a container ends by no signal that it does not handle: nobody needs to wait for it.
            TerminationGracePeriodSeconds = 1,
            AutomountServiceAccountToken = false,
            Containers = [new() { Name = name, Image = "docker.io/library/busybox:1.36", Command = ["tail", "-f", "/dev/null"] }],
        };
        change?.Invoke(pod);
        return new() { Metadata = new() { Labels = Metadata(name).Labels }, Spec = pod };
    }
}
