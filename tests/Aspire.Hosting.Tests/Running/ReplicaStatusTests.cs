using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Tests.Running;

public class ReplicaStatusTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CrashLoopBackoff Backoff = new();

    private static ReplicaStatus New => new() { Name = "auth-x7k2p", Revision = 1 };

    private static ReplicaStatus Ready => New.Starting().Started(42, Now).WithReadiness(ready: true, null, Now);

    [Fact]
    public void Walks_from_waiting_to_ready()
    {
        New.Phase.ShouldBe(ReplicaPhase.Waiting);
        New.Starting().Phase.ShouldBe(ReplicaPhase.Starting);

        var running = New.Starting().Started(42, Now);
        running.Phase.ShouldBe(ReplicaPhase.Running);
        running.ProcessId.ShouldBe(42);
        running.IsReady.ShouldBeFalse();

        Ready.IsReady.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(137)]
    public void A_service_that_ends_is_started_again_whatever_its_exit_code(int exitCode)
    {
        var ended = Ready.Ended(exitCode, RestartPolicy.Always, Backoff, Now);

        ended.Phase.ShouldBe(ReplicaPhase.Backoff);
        ended.IsReady.ShouldBeFalse();
        ended.Deadline.ShouldBe(Now, "the first time at once");
        ended.ExitCode.ShouldBe(exitCode);
        ended.Starting().Restarts.ShouldBe(1);
    }

    [Fact]
    public void Who_keeps_ending_waits_longer_and_longer()
    {
        var status = Ready;

        foreach (var expected in new[] { 0, 1, 2, 4, 8, 16, 30, 30 })
        {
            status = status.Ended(1, RestartPolicy.Always, Backoff, Now);
            status.Deadline.ShouldBe(Now + TimeSpan.FromSeconds(expected));
            status = status.Starting().Started(43, Now);
        }
    }

    [Fact]
    public void Who_was_stable_starts_afresh()
    {
        var status = Ready;

        for (var i = 0; i < 5; i++)
        {
            status = status.Ended(1, RestartPolicy.Always, Backoff, Now).Starting().Started(43, Now);
        }

        var later = Now + Backoff.StablePeriod;
        status.Ended(1, RestartPolicy.Always, Backoff, later).Deadline.ShouldBe(later);
    }

    [Fact]
    public void A_tool_that_ends_well_has_completed()
    {
        var ended = Ready.Ended(0, RestartPolicy.OnFailure, Backoff, Now);

        ended.Phase.ShouldBe(ReplicaPhase.Exited);
        ended.Message.ShouldBeNull();
        Ready.Ended(1, RestartPolicy.OnFailure, Backoff, Now).Phase.ShouldBe(ReplicaPhase.Backoff);
    }

    [Fact]
    public void What_somebody_waits_for_ends_once()
    {
        var ended = Ready.Ended(3, RestartPolicy.Never, Backoff, Now);

        ended.Phase.ShouldBe(ReplicaPhase.Exited);
        ended.Message.ShouldBe("exited with code 3");
    }

    [Fact]
    public void Who_is_stopped_gets_no_traffic_and_is_not_started_again()
    {
        var stopping = Ready.Stopping(StopReason.NotDesired, null, Now.AddSeconds(10));

        stopping.Phase.ShouldBe(ReplicaPhase.Stopping);
        stopping.IsReady.ShouldBeFalse();
        stopping.WithReadiness(ready: true, null, Now).IsReady.ShouldBeFalse("its probe was answered too late");
        stopping.Ended(143, RestartPolicy.Always, Backoff, Now).Phase.ShouldBe(ReplicaPhase.Exited);
    }

    [Fact]
    public void Who_failed_its_liveness_probe_is_started_again_unless_it_is_not_wanted_any_more()
    {
        var unhealthy = Ready.Stopping(StopReason.Unhealthy, "liveness probe failed", Now.AddSeconds(10));

        unhealthy.Ended(0, RestartPolicy.OnFailure, Backoff, Now).Phase.ShouldBe(ReplicaPhase.Backoff);
        unhealthy.Ended(0, RestartPolicy.OnFailure, Backoff, Now).Message.ShouldBe("liveness probe failed");
        unhealthy.Stopping(StopReason.NotDesired, null, Now.AddSeconds(20)).Ended(0, RestartPolicy.Always, Backoff, Now)
            .Phase.ShouldBe(ReplicaPhase.Exited);
    }

    [Fact]
    public void What_cannot_be_started_is_tried_again_later()
    {
        var failed = New.Starting().FailedToStart("not built", Backoff, Now);

        failed.Phase.ShouldBe(ReplicaPhase.Backoff);
        failed.Message.ShouldBe("not built");
    }

    [Fact]
    public void An_overtaken_event_changes_nothing()
    {
        var backoff = Ready.Ended(1, RestartPolicy.Always, Backoff, Now);

        backoff.WithReadiness(ready: true, null, Now).ShouldBe(backoff);
        backoff.Ended(1, RestartPolicy.Always, Backoff, Now).ShouldBe(backoff);
        backoff.Started(7, Now).ShouldBe(backoff);
        backoff.Stopping(StopReason.Unhealthy, "late", Now).ShouldBe(backoff);
    }
}
