using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Tests.Running;

public class ReplicaPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static ReplicaStatus Waiting(string name, int revision = 1) => new() { Name = name, Revision = revision };

    private static ReplicaStatus Running(string name, int revision = 1) => Waiting(name, revision).Starting().Started(1, Now);

    private static ReplicaStatus Ready(string name, int revision = 1) => Running(name, revision).WithReadiness(ready: true, null, Now);

    private static string[] Plan(DesiredState desired, params ReplicaStatus[] replicas) => Plan(desired, UpdateStrategy.RollingUpdate, true, replicas);

    private static string[] Plan(DesiredState desired, UpdateStrategy strategy, bool mayStart, params ReplicaStatus[] replicas) =>
        [.. ReplicaPlan.For(desired, strategy, mayStart, replicas, Now).Select(action => action switch
        {
            ReplicaAction.Create => "create",
            ReplicaAction.Start(var replica) => $"start {replica.Name}",
            ReplicaAction.Stop(var replica) => $"stop {replica.Name}",
            ReplicaAction.Kill(var replica) => $"kill {replica.Name}",
            ReplicaAction.Remove(var replica) => $"remove {replica.Name}",
            _ => throw new InvalidOperationException(),
        })];

    [Fact]
    public void Makes_what_is_missing_and_starts_it_when_it_may()
    {
        Plan(new(2)).ShouldBe(["create", "create"]);
        Plan(new(2), UpdateStrategy.RollingUpdate, mayStart: false, Waiting("a"), Waiting("b")).ShouldBeEmpty();
        Plan(new(2), Waiting("a"), Waiting("b")).ShouldBe(["start a", "start b"]);
        Plan(new(2), Ready("a"), Ready("b")).ShouldBeEmpty();
    }

    [Fact]
    public void Scales_down_by_those_of_least_use_then_by_the_youngest()
    {
        Plan(new(1), Running("a"), Ready("b"), Ready("c")).ShouldBe(["stop a", "stop c"]);
        Plan(new(2), Ready("a"), Ready("b"), Ready("c")).ShouldBe(["stop c"]);
    }

    [Fact]
    public void Stops_everything_when_nothing_shall_run()
    {
        var desired = new DesiredState(2, IsRunning: false);

        Plan(desired, Ready("a"), Waiting("b", revision: 0)).ShouldBe(["stop b", "stop a"]);
        Plan(desired, Ready("a").Stopping(StopReason.NotDesired, null, Now.AddSeconds(1))).ShouldBeEmpty();
    }

    [Fact]
    public void Kills_who_does_not_end_in_time()
    {
        var late = Ready("a").Stopping(StopReason.NotDesired, null, Now);

        Plan(new(0), late).ShouldBe(["kill a"]);
        Plan(new(0), late.Killed()).ShouldBeEmpty();
    }

    [Fact]
    public void Starts_again_when_the_wait_is_over()
    {
        var backoff = new CrashLoopBackoff();
        var first = Ready("a").Ended(1, RestartPolicy.Always, backoff, Now);
        var second = first.Starting().Started(2, Now).Ended(1, RestartPolicy.Always, backoff, Now);

        Plan(new(1), first).ShouldBe(["start a"]);
        Plan(new(1), second).ShouldBeEmpty();
    }

    [Fact]
    public void A_rolling_restart_never_has_fewer_ready_replicas_than_wanted()
    {
        var desired = new DesiredState(2, Revision: 2);

        Plan(desired, Ready("a"), Ready("b")).ShouldBe(["create"]);
        Plan(desired, Ready("a"), Ready("b"), Running("c", 2)).ShouldBeEmpty();
        Plan(desired, Ready("a"), Ready("b"), Ready("c", 2)).ShouldBe(["stop a"]);
        Plan(desired, Ready("b"), Ready("c", 2)).ShouldBe(["create"]);
        Plan(desired, Ready("b"), Ready("c", 2), Ready("d", 2)).ShouldBe(["stop b"]);
        Plan(desired, Ready("c", 2), Ready("d", 2)).ShouldBeEmpty();
    }

    [Fact]
    public void A_rolling_restart_replaces_what_is_of_no_use_first() =>
        Plan(new(2, Revision: 2), Ready("a"), Running("b")).ShouldBe(["stop b", "create"]);

    [Fact]
    public void Recreation_waits_until_the_old_ones_have_ended()
    {
        var desired = new DesiredState(1, Revision: 2);
        var stopping = Ready("a").Stopping(StopReason.NotDesired, null, Now.AddSeconds(1));

        Plan(desired, UpdateStrategy.Recreate, true, Ready("a")).ShouldBe(["stop a"]);
        Plan(desired, UpdateStrategy.Recreate, true, stopping).ShouldBeEmpty();
        Plan(desired, UpdateStrategy.Recreate, true, stopping.Ended(0, RestartPolicy.Always, new(), Now)).ShouldBe(["create", "remove a"]);
    }

    [Fact]
    public void What_has_completed_stays_until_it_is_wanted_again()
    {
        var completed = Ready("a").Ended(0, RestartPolicy.Never, new(), Now);

        Plan(new(1), completed).ShouldBeEmpty();
        Plan(new(1, IsRunning: false), completed).ShouldBeEmpty();
        Plan(new(1, Revision: 2), completed).ShouldBe(["create", "remove a"]);
    }
}
