using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.SelfHealing;

namespace Aspire.Hosting.LocalCluster.Tests.SelfHealing;

public sealed class ReplicaHistoryTests
{
    private DateTime _now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(int.MaxValue, 30)]
    public void Waits_longer_each_time_up_to_half_a_minute(int ends, int seconds) => new RestartBackoff().Delay(ends).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(RestartPolicy.Always, 0, true)]
    [InlineData(RestartPolicy.Always, 1, true)]
    [InlineData(RestartPolicy.Always, null, true)]
    [InlineData(RestartPolicy.OnFailure, 0, false)]
    [InlineData(RestartPolicy.OnFailure, 1, true)]
    [InlineData(RestartPolicy.OnFailure, null, true)]
    [InlineData(RestartPolicy.Never, 1, false)]
    public void The_policy_decides(RestartPolicy policy, int? exitCode, bool comesBack)
    {
        var history = new ReplicaHistory(policy, new());
        Next(history, KnownResourceStates.Running).ShouldBeNull();

        (Next(history, KnownResourceStates.Finished, exitCode) is not null).ShouldBe(comesBack);
    }

    [Fact]
    public void What_was_asked_to_stop_stays_stopped_and_is_minded_again_once_it_runs()
    {
        var history = new ReplicaHistory(RestartPolicy.Always, new());
        Next(history, KnownResourceStates.Running);
        Next(history, KnownResourceStates.Stopping);
        Next(history, KnownResourceStates.Finished, 0).ShouldBeNull();

        Next(history, KnownResourceStates.Starting);
        Next(history, KnownResourceStates.Running);
        Next(history, KnownResourceStates.Finished, 0).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void An_end_that_is_told_twice_is_one()
    {
        var history = new ReplicaHistory(RestartPolicy.Always, new());
        Next(history, KnownResourceStates.Running);
        Next(history, KnownResourceStates.Finished, 1).ShouldBe(TimeSpan.Zero);

        Next(history, KnownResourceStates.Finished, 1).ShouldBeNull();
    }

    [Fact]
    public void What_never_ran_is_not_started_again()
    {
        var history = new ReplicaHistory(RestartPolicy.Always, new());

        Next(history, KnownResourceStates.FailedToStart).ShouldBeNull();
    }

    [Fact]
    public void A_minute_that_went_well_makes_good_what_was_before()
    {
        var history = new ReplicaHistory(RestartPolicy.Always, new());
        var pauses = new List<TimeSpan?>();

        foreach (var ran in new[] { 5, 5, 5, 61, 5 })
        {
            Next(history, KnownResourceStates.Running);
            _now += TimeSpan.FromSeconds(ran);
            pauses.Add(Next(history, KnownResourceStates.Finished, 1));
        }

        pauses.ConvertAll(pause => pause!.Value.TotalSeconds).ShouldBe([0, 1, 2, 0, 1]);
    }

    private TimeSpan? Next(ReplicaHistory history, string state, int? exitCode = null) => history.Next(state, exitCode, _now);
}
