using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>Keeps up with everything in a namespace that the dashboard shows.</summary>
internal sealed class NamespaceWatch
{
    private readonly ObjectWatch<V1Deployment> _deployments;
    private readonly ObjectWatch<V1StatefulSet> _statefulSets;
    private readonly ObjectWatch<V1DaemonSet> _daemonSets;
    private readonly ObjectWatch<V1ReplicaSet> _replicaSets;
    private readonly ObjectWatch<V1Job> _jobs;
    private readonly ObjectWatch<V1Pod> _pods;
    private readonly ObjectWatch<V1Service> _services;
    private readonly ObjectWatch<V1Ingress> _ingresses;
    private readonly ObjectWatch<Corev1Event> _events;
    private readonly IObjectWatch[] _all;

    public NamespaceWatch(ObjectKinds kinds, Action changed, TimeProvider time, ILogger logger)
    {
        _deployments = new(kinds.Deployments, changed, time, logger);
        _statefulSets = new(kinds.StatefulSets, changed, time, logger);
        _daemonSets = new(kinds.DaemonSets, changed, time, logger);
        _replicaSets = new(kinds.ReplicaSets, changed, time, logger);
        _jobs = new(kinds.Jobs, changed, time, logger);
        _pods = new(kinds.Pods, changed, time, logger);
        _services = new(kinds.Services, changed, time, logger);
        _ingresses = new(kinds.Ingresses, changed, time, logger);
        _events = new(kinds.Events, changed, time, logger);
        _all = [_deployments, _statefulSets, _daemonSets, _replicaSets, _jobs, _pods, _services, _ingresses, _events];
    }

    /// <summary>Whether every kind has been listed or refused, so that what is shown is not half of it.</summary>
    public bool HasBegun => _all.All(watch => watch.State != WatchState.Beginning);

    public ResourceConnection Connection =>
        _all.All(watch => watch.State == WatchState.Refused) ? ResourceConnection.Refused
        : _all.Any(watch => watch.State is WatchState.Beginning or WatchState.Lost) ? ResourceConnection.Connecting
        : ResourceConnection.Connected;

    public NamespaceObjects Objects => new()
    {
        Deployments = _deployments.Objects,
        StatefulSets = _statefulSets.Objects,
        DaemonSets = _daemonSets.Objects,
        ReplicaSets = _replicaSets.Objects,
        Jobs = _jobs.Objects,
        Pods = _pods.Objects,
        Services = _services.Objects,
        Ingresses = _ingresses.Objects,
        Events = _events.Objects,
    };

    /// <summary>A pod as it is known now; null when there is none of that name.</summary>
    public V1Pod? FindPod(string name) => _pods.Find(name);

    /// <summary>Keeps up until cancelled, without an exception.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_all.Select(watch => watch.RunAsync(cancellationToken)));
}
