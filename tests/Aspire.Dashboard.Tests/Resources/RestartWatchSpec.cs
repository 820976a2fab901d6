using Aspire.Dashboard.Resources;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Dashboard.Tests.Resources;

public sealed class RestartWatchSpec
{
    private readonly FakeTimeProvider _time = new();
    private readonly Dictionary<string, ResourceSnapshot> _replicas = [];
    private readonly RestartWatch _watch;

    public RestartWatchSpec()
    {
        _watch = new RestartWatch(_time);
        Start("a");
        Start("b");
        Observe().ShouldBeEmpty("what starts with the application does not restart");
        _time.Advance(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void A_replica_that_crashed_and_is_started_again_restarts()
    {
        Stop("a", "Backoff");
        Observe().ShouldBeEmpty();
        Start("a");
        Observe().ShouldBe(["a"]);
        Observe().ShouldBeEmpty();
    }

    [Fact]
    public void So_does_one_that_is_only_seen_to_have_started_later()
    {
        Start("a");
        Observe().ShouldBe(["a"]);
    }

    [Fact]
    public void Replicas_that_replace_others_one_after_the_other_are_restarts()
    {
        Start("c");
        Observe().ShouldBeEmpty("it may be one replica more");
        _time.Advance(TimeSpan.FromSeconds(20));
        _replicas.Remove("a");
        Observe().ShouldBe(["c"]);

        Start("d");
        _replicas.Remove("b");
        Observe().ShouldBe(["d"]);
    }

    [Fact]
    public void A_stop_and_a_start_is_a_restart_however_long_it_takes()
    {
        Stop("a", "Exited");
        Stop("b", "Exited");
        Observe().ShouldBeEmpty();
        _replicas.Clear();
        Observe().ShouldBeEmpty();

        _time.Advance(TimeSpan.FromHours(1));
        Start("c");
        Start("d");
        Observe().ShouldContain("c");
    }

    [Fact]
    public void A_replica_more_is_no_restart_and_one_less_is_none_either()
    {
        Start("c");
        Observe().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(5));
        _replicas.Remove("a");
        Observe().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(5));
        Start("e");
        Observe().ShouldBeEmpty();
    }

    [Fact]
    public void Another_resource_has_nothing_to_do_with_it()
    {
        Start("x", "other");
        _replicas.Remove("a");
        Observe().ShouldBeEmpty();
    }

    private void Start(string name, string resource = "order") => _replicas[name] = new ResourceSnapshot
    {
        Name = name,
        DisplayName = resource,
        ResourceType = "Project",
        Uid = name,
        State = "Running",
        StartedAt = _time.GetUtcNow(),
    };

    private void Stop(string name, string state) => _replicas[name] = _replicas[name] with { State = state, StoppedAt = _time.GetUtcNow() };

    private IEnumerable<string> Observe() => _watch.Observe(_replicas.Values).Select(restart => restart.Resource.Name);
}
