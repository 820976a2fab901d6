using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>A namespace at a moment, put together as a real API server gives it. Messages are those of a real cluster (1.36, containerd).</summary>
internal sealed class RecordedCluster
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private ClusterObjects _objects = ClusterObjects.None;
    private int _events;

    /// <summary>How long the rollout has been followed.</summary>
    public TimeSpan Elapsed { get; set; } = TimeSpan.FromSeconds(5);

    public RecordedCluster Add(IKubernetesObject<V1ObjectMeta> content)
    {
        _objects = _objects.With(content);
        return this;
    }

    /// <summary>A Deployment in its second revision, with the ReplicaSets of both.</summary>
    public RecordedCluster Deployment(string name, int desired = 1, int? updated = null, int available = 0, int? replicas = null, long observed = 2, string replicaSetRevision = "2", Action<V1Deployment>? change = null)
    {
        var deployment = new V1Deployment
        {
            Metadata = Metadata(name, generation: 2),
            Spec = new() { Replicas = desired, Selector = new(), Template = new() },
            Status = new() { ObservedGeneration = observed, Replicas = replicas ?? updated ?? desired, UpdatedReplicas = updated ?? desired, AvailableReplicas = available },
        };
        deployment.Metadata.Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision"] = "2" };
        change?.Invoke(deployment);
        return Add(deployment).Add(ReplicaSet($"{name}-old", deployment, "1")).Add(ReplicaSet($"{name}-new", deployment, replicaSetRevision));
    }

    public RecordedCluster StatefulSet(string name, int desired = 1, int ready = 0, int? updated = null, string current = "", string update = "", Action<V1StatefulSet>? change = null)
    {
        var set = new V1StatefulSet
        {
            Metadata = Metadata(name, generation: 2),
            Spec = new() { Replicas = desired, Selector = new(), ServiceName = name, Template = new() },
            Status = new() { ObservedGeneration = 2, Replicas = desired, ReadyReplicas = ready, UpdatedReplicas = updated ?? desired, CurrentRevision = $"{name}-{(current.Length > 0 ? current : "new")}", UpdateRevision = $"{name}-{(update.Length > 0 ? update : "new")}" },
        };
        change?.Invoke(set);
        return Add(set);
    }

    /// <summary>A pod with one container <c>main</c>.</summary>
    /// <param name="owner">The ReplicaSet, StatefulSet or Job that made it.</param>
    public RecordedCluster Pod(string name, IKubernetesObject<V1ObjectMeta> owner, Action<V1Pod, V1ContainerStatus>? change = null, string? revision = null)
    {
        var status = new V1ContainerStatus { Name = "main", Image = "", ImageID = "", State = new(), LastState = new() };
        var pod = new V1Pod
        {
            Metadata = Metadata(name),
            Spec = new() { NodeName = "node", RestartPolicy = "Always", Containers = [new() { Name = "main", Image = "registry.example/auth:2" }] },
            Status = new() { Phase = "Pending", Conditions = [], ContainerStatuses = [status] },
        };
        pod.Metadata.OwnerReferences = [new() { ApiVersion = "v1", Kind = "Any", Name = owner.Metadata.Name, Uid = owner.Metadata.Uid, Controller = true }];
        if (revision is not null)
        {
            pod.Metadata.Labels = new Dictionary<string, string> { ["controller-revision-hash"] = revision };
        }

        change?.Invoke(pod, status);
        return Add(pod);
    }

    /// <summary>A pod of a Deployment's newest revision.</summary>
    public RecordedCluster NewPod(string deployment, Action<V1Pod, V1ContainerStatus>? change = null) => Pod($"{deployment}-new-1", Find<V1ReplicaSet>($"{deployment}-new"), change);

    public RecordedCluster Event(IKubernetesObject<V1ObjectMeta> subject, string reason, string message, int count = 1, int secondsAgo = 0, int? firstSecondsAgo = null, string? container = "main")
    {
        var now = Start + Elapsed;
        return Add(new Corev1Event
        {
            Metadata = Metadata($"event-{_events++}"),
            InvolvedObject = new() { Uid = subject.Metadata.Uid, Name = subject.Metadata.Name, FieldPath = container is null ? null : $"spec.containers{{{container}}}" },
            Reason = reason,
            Message = message,
            Type = "Warning",
            Count = count,
            FirstTimestamp = (now - TimeSpan.FromSeconds(firstSecondsAgo ?? secondsAgo)).UtcDateTime,
            LastTimestamp = (now - TimeSpan.FromSeconds(secondsAgo)).UtcDateTime,
        });
    }

    public T Find<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta> => _objects.Find<T>(name).ShouldNotBeNull();

    public Verdict Judge(bool isTimeUp = false, params WorkloadId[] workloads) => RolloutDecision.Judge(workloads, Evidence, isTimeUp);

    /// <summary>The verdict on one Deployment <c>auth</c>.</summary>
    public WorkloadProgress JudgeAuth(bool isTimeUp = false) => Judge(isTimeUp, new WorkloadId(ControllerKind.Deployment, "auth")).Snapshot.Workloads.ShouldHaveSingleItem();

    public Evidence Evidence => new(_objects, Start, Start + Elapsed, new());

    public static void Ready(V1Pod pod, V1ContainerStatus status)
    {
        pod.Status.Phase = "Running";
        pod.Status.Conditions = [new() { Type = "Ready", Status = "True" }];
        status.Ready = true;
        status.Started = true;
        status.ContainerID = "containerd://1";
        status.State = new() { Running = new() { StartedAt = Start.UtcDateTime.AddMinutes(-1) } };
    }

    public static Action<V1Pod, V1ContainerStatus> Waiting(string reason, string? message = null) => (_, status) => status.State = new() { Waiting = new() { Reason = reason, Message = message } };

    public static Action<V1Pod, V1ContainerStatus> CrashLoop(int restarts, int exitCode, string reason = "Error", string? message = null) => (_, status) =>
    {
        status.RestartCount = restarts;
        status.ContainerID = "containerd://1";
        status.State = new() { Waiting = new() { Reason = "CrashLoopBackOff", Message = "back-off 40s restarting failed container=main" } };
        status.LastState = new() { Terminated = new() { ExitCode = exitCode, Reason = reason, Message = message } };
    };

    private static V1ReplicaSet ReplicaSet(string name, V1Deployment owner, string revision)
    {
        var metadata = Metadata(name);
        metadata.Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision"] = revision };
        metadata.OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = owner.Metadata.Name, Uid = owner.Metadata.Uid, Controller = true }];
        return new() { Metadata = metadata, Spec = new() { Selector = new() }, Status = new() };
    }

    public static V1ObjectMeta Metadata(string name, long? generation = null) => new() { Name = name, Uid = $"uid-of-{name}", Generation = generation, CreationTimestamp = Start.UtcDateTime };
}
