using System.Threading.Channels;
using Aspire.Hosting.Running.Probing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>
/// Makes the actual state the desired one. One loop owns all state; whatever happens is an event to it, and after each
/// event it compares and acts. Nothing else starts or stops a process of the application.
/// </summary>
internal sealed partial class Reconciler : IAsyncDisposable
{
    private readonly Channel<Action> _events = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Dictionary<string, ReplicaSet> _sets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<ReplicaSet> _changed = [];
    private readonly Action<ReplicaSetStatus> _onChanged;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;
    private bool _stopping;

    /// <param name="onChanged">Told of every change, in order, by the loop itself: before a replica is asked to end, its traffic can be taken away. Must be quick.</param>
    /// <param name="time">The clock of deadlines and probes.</param>
    /// <param name="logger">Where failures go that nobody waits for.</param>
    public Reconciler(Action<ReplicaSetStatus> onChanged, TimeProvider time, ILogger<Reconciler> logger)
    {
        _onChanged = onChanged;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(_ => Post(static () => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Adds a resource. Its replicas wait until <see cref="AllowStart"/>.</summary>
    public void Add(ReplicaSetSpecification specification, DesiredState desired) => Post(() =>
    {
        var set = new ReplicaSet(specification, _stopping ? desired with { IsRunning = false } : desired);
        _sets.Add(specification.Name, set);
        _changed.Add(set);
    });

    /// <summary>Everything that the resource waits for is there.</summary>
    public void AllowStart(string resource) => Change(resource, set => set.MayStart = true);

    /// <summary>Wants something else of a resource.</summary>
    public void Desire(string resource, Func<DesiredState, DesiredState> change) => Change(resource, set =>
    {
        if (!_stopping)
        {
            set.Desired = change(set.Desired);
        }
    });

    /// <summary>Wants nothing to run any more; completes when nothing does.</summary>
    public Task StopAsync()
    {
        Post(() =>
        {
            _stopping = true;
            LetGo(_sets.Values.Where(set => !set.Specification.OutlivesOthers));
        });

        return _stopped.Task;
    }

    /// <summary>Ends every process at once, without grace.</summary>
    public void Kill() => Post(() =>
    {
        foreach (var replica in _sets.Values.SelectMany(set => set.Replicas))
        {
            replica.Process?.Kill();
        }
    });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _events.Writer.TryComplete();
        await _loop;
        await _timer.DisposeAsync();
    }

    private void Change(string resource, Action<ReplicaSet> change) => Post(() =>
    {
        if (_sets.TryGetValue(resource, out var set))
        {
            change(set);
            _changed.Add(set);
        }
    });

    private void Post(Action @event) => _events.Writer.TryWrite(@event);

    private async Task RunAsync()
    {
        await foreach (var @event in _events.Reader.ReadAllAsync())
        {
            @event();

            while (_events.Reader.TryRead(out var next))
            {
                next();
            }

            Reconcile();
        }
    }

    private void Reconcile()
    {
        StepAll();

        if (_stopping && HaveExited(_sets.Values.Where(set => !set.Specification.OutlivesOthers)))
        {
            LetGo(_sets.Values.Where(set => set.Specification.OutlivesOthers));
            StepAll();
        }

        Publish();

        if (_stopping && HaveExited(_sets.Values))
        {
            _stopped.TrySetResult();
        }

        var deadline = _sets.Values.SelectMany(set => set.Replicas).Min(replica => replica.Status.Deadline);
        var due = deadline is { } at ? at - _time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        _timer.Change(deadline is not null && due < TimeSpan.Zero ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private void StepAll()
    {
        foreach (var set in _sets.Values)
        {
            // A step may allow the next one; each round either changes something or is the last.
            while (Step(set))
            {
                _changed.Add(set);
            }
        }
    }

    private void LetGo(IEnumerable<ReplicaSet> sets)
    {
        foreach (var set in sets.Where(set => set.Desired.IsRunning))
        {
            set.Desired = set.Desired with { IsRunning = false };
            _changed.Add(set);
        }
    }

    private static bool HaveExited(IEnumerable<ReplicaSet> sets) =>
        sets.All(set => set.Replicas.All(replica => replica.Status.Phase is ReplicaPhase.Exited));

    private bool Step(ReplicaSet set)
    {
        var now = _time.GetUtcNow();
        var plan = ReplicaPlan.For(
            set.Desired, set.Specification.UpdateStrategy, set.MayStart, [.. set.Replicas.Select(replica => replica.Status)], now);

        foreach (var action in plan)
        {
            switch (action)
            {
                case ReplicaAction.Create:
                    set.Replicas.Add(new(new() { Name = ReplicaName.Create(set.Specification.Name), Revision = set.Desired.Revision }));
                    break;
                case ReplicaAction.Start(var status):
                    Start(set, Find(set, status));
                    break;
                case ReplicaAction.Stop(var status):
                    Stop(set, Find(set, status), StopReason.NotDesired, message: null);
                    break;
                case ReplicaAction.Kill(var status):
                    var late = Find(set, status);
                    late.Status = late.Status.Killed();
                    LogKilled(late.Status.Name, set.Specification.GracePeriod.TotalSeconds);
                    late.Process?.Kill();
                    break;
                case ReplicaAction.Remove(var status):
                    set.Replicas.Remove(Find(set, status));
                    break;
            }
        }

        return plan.Count > 0;
    }

    private void Publish()
    {
        foreach (var set in _changed)
        {
            try
            {
                _onChanged(set.Status);
            }
            catch (Exception exception)
            {
                LogObserverFailed(exception, set.Specification.Name);
            }
        }

        _changed.Clear();
    }

    private void Start(ReplicaSet set, ReplicaSet.Replica replica)
    {
        replica.Status = replica.Status.Starting();
        replica.Lifetime = new();
        _ = StartAsync(set, replica, replica.Lifetime.Token);
    }

    private async Task StartAsync(ReplicaSet set, ReplicaSet.Replica replica, CancellationToken cancellationToken)
    {
        // Off the loop: resolving an environment may take its time.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        try
        {
            var started = await set.Specification.Starter.StartAsync(replica.Status.Name, cancellationToken);
            Post(() => OnStarted(set, replica, started));
        }
        catch (Exception exception)
        {
            if (exception is not (DistributedApplicationException or OperationCanceledException))
            {
                LogStartFailed(exception, replica.Status.Name);
            }

            Post(() =>
            {
                replica.Lifetime?.Dispose();
                replica.Lifetime = null;
                replica.Status = replica.Status.FailedToStart(exception.Message, set.Specification.Backoff, _time.GetUtcNow());
                _changed.Add(set);
            });
        }
    }

    private void OnStarted(ReplicaSet set, ReplicaSet.Replica replica, StartedReplica started)
    {
        replica.Process = started.Process;
        replica.Status = replica.Status.Started(started.Process.Id, _time.GetUtcNow());
        _changed.Add(set);

        _ = started.Process.Exited.ContinueWith(
            exited => Post(() => OnExited(set, replica, started, exited.Result)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        if (replica.Status.Phase is ReplicaPhase.Running)
        {
            var prober = new ReplicaProber(started.Probes, new Health(this, set, replica, started), _time);
            _ = Task.Run(() => prober.RunAsync(replica.Lifetime!.Token));
        }
        else
        {
            // It was asked to end while it was being started.
            replica.Process.Terminate();
        }
    }

    private void OnExited(ReplicaSet set, ReplicaSet.Replica replica, StartedReplica started, int exitCode)
    {
        if (replica.Process != started.Process)
        {
            return;
        }

        replica.Lifetime?.Cancel();
        replica.Lifetime?.Dispose();
        replica.Lifetime = null;
        replica.Process = null;
        replica.Status = replica.Status.Ended(exitCode, set.Specification.RestartPolicy, set.Specification.Backoff, _time.GetUtcNow());
        _changed.Add(set);
    }

    private void Stop(ReplicaSet set, ReplicaSet.Replica replica, StopReason reason, string? message)
    {
        var wasStopping = replica.Status.Phase is ReplicaPhase.Stopping;
        replica.Status = replica.Status.Stopping(reason, message, _time.GetUtcNow() + set.Specification.GracePeriod);
        _changed.Add(set);

        if (!wasStopping)
        {
            // First the traffic, then the process.
            Publish();
            replica.Lifetime?.Cancel();
            replica.Process?.Terminate();
        }
    }

    private static ReplicaSet.Replica Find(ReplicaSet set, ReplicaStatus status) => set.Replicas.Single(replica => replica.Status.Name == status.Name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Replica} did not end within {Seconds} s and was killed.")]
    private partial void LogKilled(string replica, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Replica} could not be started.")]
    private partial void LogStartFailed(Exception exception, string replica);

    [LoggerMessage(Level = LogLevel.Error, Message = "A change of {Resource} could not be shown.")]
    private partial void LogObserverFailed(Exception exception, string resource);

    /// <summary>What the probes of one process say, as events of the loop. A process that has ended has no say.</summary>
    private sealed class Health(Reconciler reconciler, ReplicaSet set, ReplicaSet.Replica replica, StartedReplica started) : IReplicaHealth
    {
        public void SetReadiness(bool ready, string? message) => reconciler.Post(() =>
        {
            var status = replica.Status.WithReadiness(ready, message, reconciler._time.GetUtcNow());

            if (replica.Process == started.Process && status != replica.Status)
            {
                replica.Status = status;
                reconciler._changed.Add(set);
            }
        });

        public void SetUnhealthy(string message) => reconciler.Post(() =>
        {
            if (replica.Process == started.Process)
            {
                reconciler.Stop(set, replica, StopReason.Unhealthy, message);
            }
        });
    }
}
