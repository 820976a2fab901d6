using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Gateway;

namespace Aspire.Hosting.LocalCluster.Tests.Gateway;

public sealed class ReplicaPoolTests
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly ReplicaPool _pool = new(ModelOf.Endpoint("auth"), TimeProvider.System);

    [Fact]
    public void A_replica_is_known_by_the_port_that_its_environment_tells() =>
        _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234))!.Address.ShouldBe(new("http://localhost:41234"));

    [Fact]
    public void A_restart_is_another_run_even_on_the_same_port()
    {
        var before = _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234, Noon)).ShouldNotBeNull();
        _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234, Noon)).ShouldBeNull("nothing is new");

        var after = _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Running, 41234, Noon.AddSeconds(1))).ShouldNotBeNull();

        before.Ended.IsCancellationRequested.ShouldBeTrue();
        after.IsReady.ShouldBeFalse();
    }

    [Fact]
    public void Is_stopped_when_no_replica_runs_and_none_is_on_its_way()
    {
        _pool.IsStopped.ShouldBeFalse("nothing is known yet");
        _pool.Update("auth-one", ModelOf.Replica(KnownResourceStates.Finished, null));
        _pool.Update("auth-two", ModelOf.Replica(KnownResourceStates.Starting, null));
        _pool.IsStopped.ShouldBeFalse();

        _pool.Update("auth-two", ModelOf.Replica(KnownResourceStates.Exited, null));

        _pool.IsStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_was_tried_is_taken_again_only_when_there_is_no_other()
    {
        var one = Ready("auth-one", 41234);
        var two = Ready("auth-two", 41235);

        (await _pool.SelectAsync(new HashSet<Replica> { one }, TestContext.Current.CancellationToken)).ShouldBe(two);
        (await _pool.SelectAsync(new HashSet<Replica> { one, two }, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_one_with_the_fewest_requests_is_next()
    {
        var busy = Ready("auth-one", 41234);
        var idle = Ready("auth-two", 41235);
        busy.Enter();

        for (var i = 0; i < 4; i++)
        {
            (await _pool.SelectAsync(new HashSet<Replica>(), TestContext.Current.CancellationToken)).ShouldBe(idle);
        }
    }

    private Replica Ready(string id, int port)
    {
        var replica = _pool.Update(id, ModelOf.Replica(KnownResourceStates.Running, port)).ShouldNotBeNull();
        _pool.SetReady(replica, true);
        return replica;
    }
}
