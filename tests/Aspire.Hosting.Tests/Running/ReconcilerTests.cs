using System.Collections.Concurrent;
using Aspire.Hosting.Running.Probing;
using Aspire.Hosting.Running.Processes;
using Aspire.Hosting.Running.Reconciliation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Running;

public sealed class ReconcilerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeStarter _starter = new();
    private readonly StatusLog _log = new();
    private readonly Reconciler _reconciler;

    public ReconcilerTests() => _reconciler = new(_log.Add, _time, NullLogger<Reconciler>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_nothing_before_it_may()
    {
        _reconciler.Add(Specification(), new(2));
        await _log.Until(status => status.Replicas.Count == 2);
        _starter.Started.ShouldBeEmpty();

        _reconciler.AllowStart("auth");
        await _log.Until(status => status.IsSettled);
        _starter.Started.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Replaces_a_process_that_was_killed_at_once_and_backs_off_when_it_happens_again()
    {
        await Run(1);
        _starter.Started[0].End(137);
        await _log.Until(status => status.IsSettled && status.Replicas[0].Restarts == 1);

        _starter.Started[1].End(1);
        await _log.Until(status => status.Replicas[0].Phase is ReplicaPhase.Backoff);
        _starter.Started.Count.ShouldBe(2);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _log.Until(status => status.IsSettled && status.Replicas[0].Restarts == 2);
    }

    [Fact]
    public async Task Scaling_is_a_change_of_the_desired_state()
    {
        await Run(1);

        _reconciler.Desire("auth", state => state with { Replicas = 3 });
        await _log.Until(status => status.IsSettled && status.Replicas.Count == 3);

        _reconciler.Desire("auth", state => state with { Replicas = 1 });
        await _log.Until(status => status.IsSettled && status.Replicas.Count == 1);
        _starter.Started.Count(process => process.WasTerminated).ShouldBe(2);
    }

    [Fact]
    public async Task A_rolling_restart_replaces_every_replica_and_is_always_ready()
    {
        await Run(2);
        _log.Clear();

        _reconciler.Desire("auth", state => state with { Revision = 2 });
        await _log.Until(status => status.IsSettled && status.Desired.Revision == 2);

        _starter.Started.Count.ShouldBe(4);
        _log.All.Min(status => status.Replicas.Count(replica => replica.IsReady)).ShouldBe(2);
    }

    [Fact]
    public async Task Takes_the_traffic_away_before_it_asks_to_end()
    {
        await Run(1);
        var process = _starter.Started[0];
        var wasReady = true;
        process.OnTerminate = () => wasReady = _log.Last.Replicas.Any(replica => replica.IsReady);

        await _reconciler.StopAsync();

        wasReady.ShouldBeFalse();
    }

    [Fact]
    public async Task Kills_who_ignores_the_request_to_end()
    {
        await Run(1);
        var process = _starter.Started[0];
        process.IgnoresTerminate = true;

        var stopped = _reconciler.StopAsync();
        await _log.Until(status => status.Replicas[0].Phase is ReplicaPhase.Stopping);
        process.WasKilled.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));
        await stopped.WaitAsync(Cancellation);
        process.WasKilled.ShouldBeTrue();
    }

    [Fact]
    public async Task Stops_what_the_others_need_to_their_end_after_them()
    {
        await Run(1);
        var needed = new FakeStarter();
        _reconciler.Add(new() { Name = "dashboard", Starter = needed, OutlivesOthers = true }, new(1));
        _reconciler.AllowStart("dashboard");
        await _log.Until(status => status is { Name: "dashboard", IsSettled: true });
        var wasThere = false;
        _starter.Started[0].OnTerminate = () => wasThere = !needed.Started[0].Exited.IsCompleted;

        await _reconciler.StopAsync().WaitAsync(Cancellation);

        wasThere.ShouldBeTrue();
        needed.Started[0].Exited.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Stops_when_only_what_outlives_the_others_is_left()
    {
        var needed = new FakeStarter();
        _reconciler.Add(new() { Name = "dashboard", Starter = needed, OutlivesOthers = true }, new(1));
        _reconciler.AllowStart("dashboard");
        await _log.Until(status => status is { Name: "dashboard", IsSettled: true });

        await _reconciler.StopAsync().WaitAsync(Cancellation);

        needed.Started[0].Exited.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Starts_again_what_fails_its_liveness_probe()
    {
        var alive = true;
        _starter.Probes = [new(ProbeKind.Liveness, new FakeProbe(() => alive), new())];
        await Run(1);

        alive = false;
        for (var i = 0; i < 3; i++)
        {
            await _starter.NextProbe(_time, TimeSpan.FromSeconds(10));
        }

        await _log.Until(status => status.Replicas[0].Restarts == 1);
        _starter.Started[0].WasTerminated.ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_the_readiness_probe()
    {
        var ready = false;
        _starter.Probes = [new(ProbeKind.Readiness, new FakeProbe(() => ready), new())];
        _reconciler.Add(Specification(), new(1));
        _reconciler.AllowStart("auth");

        await _log.Until(status => status.Replicas is [{ Phase: ReplicaPhase.Running, IsReady: false, Message: "no" }]);
        ready = true;
        await _starter.NextProbe(_time, ReplicaProber.StartPeriod);
        await _log.Until(status => status.IsSettled);
    }

    [Fact]
    public async Task Tells_why_a_process_cannot_be_started_and_tries_again()
    {
        _starter.Failure = "The project is not built.";
        _reconciler.Add(Specification(), new(1));
        _reconciler.AllowStart("auth");
        await _log.Until(status => status.Replicas is [{ Phase: ReplicaPhase.Backoff, Message: "The project is not built.", Crashes: 2 }]);

        _starter.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _log.Until(status => status.IsSettled);
    }

    [Fact]
    public async Task A_replica_that_is_stopped_while_it_is_being_started_leaves_no_process()
    {
        _starter.Gate = new();
        _reconciler.Add(Specification(), new(1));
        _reconciler.AllowStart("auth");
        await _log.Until(status => status.Replicas is [{ Phase: ReplicaPhase.Starting }]);

        var stopped = _reconciler.StopAsync();
        _starter.Gate.SetResult();
        await stopped.WaitAsync(Cancellation);

        _starter.Started.ShouldAllBe(process => process.Exited.IsCompleted);
    }

    public ValueTask DisposeAsync() => _reconciler.DisposeAsync();

    private async Task Run(int replicas)
    {
        _reconciler.Add(Specification(), new(replicas));
        _reconciler.AllowStart("auth");
        await _log.Until(status => status.IsSettled && status.Replicas.Count == replicas);
    }

    private ReplicaSetSpecification Specification() => new() { Name = "auth", Starter = _starter };

    private sealed class StatusLog
    {
        private readonly Lock _lock = new();
        private readonly List<ReplicaSetStatus> _statuses = [];
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<ReplicaSetStatus> All
        {
            get
            {
                lock (_lock)
                {
                    return [.. _statuses];
                }
            }
        }

        public ReplicaSetStatus Last => All[^1];

        public void Add(ReplicaSetStatus status)
        {
            lock (_lock)
            {
                _statuses.Add(status);
                _changed.TrySetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public void Clear()
        {
            lock (_lock)
            {
                _statuses.RemoveRange(0, _statuses.Count - 1);
            }
        }

        public async Task Until(Func<ReplicaSetStatus, bool> condition)
        {
            while (true)
            {
                Task changed;
                lock (_lock)
                {
                    if (_statuses.Count > 0 && condition(_statuses[^1]))
                    {
                        return;
                    }

                    changed = _changed.Task;
                }

                await changed.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            }
        }
    }

    private sealed class FakeStarter : IReplicaStarter
    {
        private readonly ConcurrentQueue<FakeProcess> _started = new();

        public IReadOnlyList<FakeProcess> Started => [.. _started];

        public IReadOnlyList<ReplicaProbe> Probes { get; set; } = [];

        public string? Failure { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public async Task<StartedReplica> StartAsync(string replica, CancellationToken cancellationToken)
        {
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            if (Failure is { } failure)
            {
                throw new DistributedApplicationException(failure);
            }

            var process = new FakeProcess(_started.Count + 1);
            _started.Enqueue(process);
            return new(process, Probes);
        }

        /// <summary>Lets the time pass until the probe was asked once more.</summary>
        public async Task NextProbe(FakeTimeProvider time, TimeSpan period)
        {
            var probe = (FakeProbe)Probes[0].Probe;
            var asked = probe.Asked;

            while (probe.Asked == asked)
            {
                time.Advance(period);
                await Task.Yield();
                await Task.Delay(5, Cancellation);
            }
        }
    }

    private sealed class FakeProbe(Func<bool> answer) : IProbe
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
        {
            var result = answer() ? ProbeResult.Success : ProbeResult.Failure("no");
            Interlocked.Increment(ref _asked);
            return Task.FromResult(result);
        }
    }

    private sealed class FakeProcess(int id) : ISupervisedProcess
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Id => id;

        public Task<int> Exited => _exited.Task;

        public bool IgnoresTerminate { get; set; }

        public bool WasTerminated { get; private set; }

        public bool WasKilled { get; private set; }

        public Action OnTerminate { get; set; } = static () => { };

        public void End(int exitCode) => _exited.TrySetResult(exitCode);

        public void Terminate()
        {
            OnTerminate();
            WasTerminated = true;

            if (!IgnoresTerminate)
            {
                End(143);
            }
        }

        public void Kill()
        {
            WasKilled = true;
            End(137);
        }
    }
}
