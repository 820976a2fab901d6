using System.Globalization;
using k8s.Models;

namespace NamespaceResources.Tests.Clusters;

/// <summary>Objects as the API server gives them.</summary>
internal static class Objects
{
    public static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    public static V1Deployment Deployment(string name, int desired = 2, int total = 2, int updated = 2, int available = 2, int revision = 1) => new()
    {
        Metadata = With(Meta(name, name), metadata => metadata.Annotations = Revision(revision)),
        Spec = new() { Replicas = desired, Selector = new(), Template = Template(name, "1.0") },
        Status = new()
        {
            ObservedGeneration = 1,
            Replicas = total,
            UpdatedReplicas = updated,
            AvailableReplicas = available,
            Conditions = [new() { Type = "Progressing", Status = "True", Reason = "NewReplicaSetAvailable", Message = $"ReplicaSet of {name}" }],
        },
    };

    public static V1ReplicaSet ReplicaSet(string deployment, int revision, string tag, int replicas = 0) => new()
    {
        Metadata = With(Meta($"{deployment}-{revision}", deployment, Owner("Deployment", deployment)), metadata =>
        {
            metadata.CreationTimestamp = Noon.AddMinutes(revision);
            metadata.Annotations = Revision(revision);
        }),
        Spec = new() { Selector = new(), Template = Template(deployment, tag) },
        Status = new() { Replicas = replicas },
    };

    public static V1Pod Pod(string name, string app, string ownerKind = "ReplicaSet", string? owner = null) => new()
    {
        Metadata = Meta(name, app, Owner(ownerKind, owner ?? $"{app}-1")),
        Spec = With(Template(app, "1.0").Spec, spec => spec.NodeName = "node-1"),
        Status = new()
        {
            Phase = "Running",
            PodIP = "10.0.0.7",
            StartTime = Noon,
            Conditions = [new() { Type = "PodScheduled", Status = "True" }, new() { Type = "Ready", Status = "True" }],
            ContainerStatuses = [Container(app, new() { Running = new() { StartedAt = Noon } }, isReady: true)],
        },
    };

    /// <summary>A pod whose only container is in a state that is not ready.</summary>
    public static V1Pod UnreadyPod(string name, string app, V1ContainerState state, string phase = "Running", bool isStarted = true, int restarts = 0, V1ContainerState? before = null) =>
        With(Pod(name, app), pod =>
        {
            pod.Status.Phase = phase;
            pod.Status.Conditions = [new() { Type = "PodScheduled", Status = "True" }, new() { Type = "Ready", Status = "False" }];
            pod.Status.ContainerStatuses = [With(Container(app, state, isReady: false), container =>
            {
                container.Started = isStarted;
                container.RestartCount = restarts;
                container.LastState = before;
            })];
        });

    public static Corev1Event Event(string kind, string name, string reason, string message, bool isWarning = true, int minute = 0, string? fieldPath = null) => new()
    {
        Metadata = Meta($"{name}.{reason}.{minute}", name),
        InvolvedObject = new() { Kind = kind, Name = name, Uid = $"uid-{name}", FieldPath = fieldPath },
        Type = isWarning ? "Warning" : "Normal",
        Reason = reason,
        Message = message,
        Count = 3,
        LastTimestamp = Noon.AddMinutes(minute),
    };

    public static V1Service Service(string name, string app, int port) => new()
    {
        Metadata = Meta(name, app),
        Spec = new()
        {
            Selector = new Dictionary<string, string> { ["app.kubernetes.io/name"] = app },
            Ports = [new() { Name = "http", AppProtocol = "http", Port = port }],
        },
    };

    public static V1Ingress Ingress(string host, string path, string service, bool isEncrypted = false) => new()
    {
        Metadata = Meta("ingress", "ingress"),
        Spec = new()
        {
            Tls = isEncrypted ? [new() { Hosts = [host] }] : null,
            Rules = [new() { Host = host, Http = new() { Paths = [new() { Path = path, PathType = "Prefix", Backend = new() { Service = new() { Name = service } } }] } }],
        },
    };

    public static V1PodTemplateSpec Template(string app, string tag) => new()
    {
        Metadata = new() { Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = app } },
        Spec = new() { Containers = [new() { Name = app, Image = $"registry.local/{app}:{tag}" }] },
    };

    public static V1ObjectMeta Meta(string name, string app, V1OwnerReference? owner = null) => new()
    {
        Name = name,
        Uid = $"uid-{name}",
        NamespaceProperty = "shop",
        Generation = 1,
        ResourceVersion = "1",
        CreationTimestamp = Noon,
        Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = app },
        OwnerReferences = owner is null ? null : [owner],
    };

    public static V1OwnerReference Owner(string kind, string name) => new() { Kind = kind, Name = name, Controller = true, ApiVersion = "apps/v1", Uid = $"uid-{name}" };

    public static T With<T>(T item, Action<T> change)
    {
        change(item);
        return item;
    }

    private static Dictionary<string, string> Revision(int revision) => new() { ["deployment.kubernetes.io/revision"] = revision.ToString(CultureInfo.InvariantCulture) };

    private static V1ContainerStatus Container(string name, V1ContainerState state, bool isReady) => new()
    {
        Name = name,
        ContainerID = $"containerd://{name}",
        Image = "",
        ImageID = "",
        State = state,
        Ready = isReady,
        Started = true,
    };
}
