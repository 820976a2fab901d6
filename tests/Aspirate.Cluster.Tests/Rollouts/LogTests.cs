using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Aspirate.Cluster.Rollouts.Logs;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>The logs of several pods as one.</summary>
public sealed class LogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-01T12:00:00.123456789Z hello world", 1234567, "hello world")]
    [InlineData("2026-03-01T12:00:00Z hello", 0, "hello")]
    [InlineData("2026-03-01T13:00:00.5+01:00   indented", 5000000, "  indented")]
    [InlineData("2026-03-01T12:00:00.1Z ", 1000000, "")]
    [InlineData("2026-03-01T12:00:00.1Z", 1000000, "")]
    [InlineData("2026-03-01T12:00:00Z \u001b[31mred\u001b[0m", 0, "\u001b[31mred\u001b[0m")]
    public void A_line_has_a_time_and_a_text(string line, long ticks, string text) => TimestampedLine.Read(line, default).ShouldBe((Noon.AddTicks(ticks), text));

    [Theory]
    [InlineData("unable to retrieve container logs")]
    [InlineData("12 monkeys")]
    public void A_line_without_a_time_belongs_to_the_one_before(string line) => TimestampedLine.Read(line, Noon).ShouldBe((Noon, line));

    [Fact]
    public void Lines_that_come_twice_are_known_by_their_time_and_their_number()
    {
        var position = new LogPosition();
        position.Last.ShouldBeNull();
        New(0, 1, 1, 2).ShouldBe([true, true, true, true]);
        position.Last.ShouldBe(Noon.AddSeconds(2));

        position.Rewind();
        New(1, 1, 2, 2, 3).ShouldBe([false, false, false, true, true], "one line more has the time of the last one");

        bool[] New(params int[] seconds) => [.. seconds.Select(second => position.Advance(Noon.AddSeconds(second)))];
    }

    [Fact]
    public async Task Logs_are_merged_by_time()
    {
        var merged = LogMerge.MergeAsync([Lines("a", 1, 4, 5), Lines("b", 2, 3, 6), Lines("c")], TestContext.Current.CancellationToken);

        (await merged.Select(line => line.Text).ToListAsync(TestContext.Current.CancellationToken)).ShouldBe(["a1", "b2", "b3", "a4", "a5", "b6"]);
    }

    [Fact]
    public async Task A_line_is_held_for_a_moment_in_which_an_older_one_may_come()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Noon);
        var channel = Channel.CreateUnbounded<LogLine>();
        await using var ordered = LogMerge.OrderAsync(channel.Reader, TimeSpan.FromSeconds(1), time, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = ordered.MoveNextAsync().AsTask();
        channel.Writer.TryWrite(Line("late", 2));
        channel.Writer.TryWrite(Line("early", 1));
        while (!next.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Yield();
        }

        (await next).ShouldBeTrue();
        ordered.Current.Text.ShouldBe("early1");
        channel.Writer.Complete();
        (await ordered.MoveNextAsync()).ShouldBeTrue();
        ordered.Current.Text.ShouldBe("late2");
        (await ordered.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_resource_that_is_not_there_is_named_with_those_that_are()
    {
        await using var cluster = await LoggingCluster.StartAsync(_ => []);

        var error = await Should.ThrowAsync<ClusterException>(async () => await cluster.Logs.ReadAsync(new() { Resources = ["nobody"] }, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        error.Message.ShouldBe("In the namespace 'here' there are no pods of 'nobody'. There are those of: auth.");
    }

    [Fact]
    public async Task What_is_asked_for_is_asked_of_the_cluster()
    {
        await using var cluster = await LoggingCluster.StartAsync(_ => [1, 2]);

        var lines = await cluster.Logs.ReadAsync(new() { Since = TimeSpan.FromMinutes(10), Tail = 5, Previous = true }, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        lines.Select(line => line.Text).ShouldBe(["1", "2"]);
        lines[0].Source.ToString().ShouldBe("auth-1");
        var query = cluster.Requests.ShouldHaveSingleItem();
        query.ShouldContain("sinceSeconds=600");
        query.ShouldContain("tailLines=5");
        query.ShouldContain("previous=true");
    }

    [Fact]
    public async Task A_connection_that_is_lost_costs_no_line_and_repeats_none()
    {
        // The log goes on while each connection ends; each new one begins a little earlier.
        await using var cluster = await LoggingCluster.StartAsync(request => request switch { 0 => [1, 2], 1 => [1, 2, 3], _ => [2, 3, 4, 5] });

        var lines = await cluster.Logs.FollowAsync(new(), TestContext.Current.CancellationToken).Take(5).ToListAsync(TestContext.Current.CancellationToken);

        lines.Select(line => line.Text).ShouldBe(["1", "2", "3", "4", "5"]);
    }

    private static LogLine Line(string name, int second) => new(Noon.AddSeconds(second), new("auth", "auth-1", "main", true), $"{name}{second}");

    private static async IAsyncEnumerable<LogLine> Lines(string name, params int[] seconds)
    {
        foreach (var second in seconds)
        {
            await Task.Yield();
            yield return Line(name, second);
        }
    }

    /// <summary>An API server with one running pod.</summary>
    private sealed class LoggingCluster : IAsyncDisposable
    {
        private readonly FakeApiServer _server;
        private readonly ClusterConnection _connection;

        private LoggingCluster(FakeApiServer server, ClusterConnection connection, ConcurrentQueue<string> requests) => (_server, _connection, Requests) = (server, connection, requests);

        /// <summary>The queries of the requests for a log.</summary>
        public ConcurrentQueue<string> Requests { get; }

        public ApplicationLogs Logs => new(_connection.Client, "here", TimeProvider.System);

        /// <param name="log">The seconds in which the log that the n-th request gets has lines.</param>
        public static async Task<LoggingCluster> StartAsync(Func<int, int[]> log)
        {
            var requests = new ConcurrentQueue<string>();
            var server = await FakeApiServer.StartAsync(request => Answer(request, requests, log));
            return new(server, await ClusterConnection.OpenAsync(kubeconfig: server.Kubeconfig, cancellationToken: TestContext.Current.CancellationToken), requests);
        }

        public async ValueTask DisposeAsync()
        {
            _connection.Dispose();
            await _server.DisposeAsync();
        }

        private static (HttpStatusCode, string)? Answer(HttpRequest request, ConcurrentQueue<string> requests, Func<int, int[]> log)
        {
            switch (request.Path.Value)
            {
                case "/api/v1/namespaces/here/pods" when request.Query["watch"] == "true":
                    return (HttpStatusCode.OK, "");
                case "/api/v1/namespaces/here/pods":
                    return (HttpStatusCode.OK, KubernetesJson.Serialize(new V1PodList { ApiVersion = "v1", Kind = "PodList", Metadata = new() { ResourceVersion = "1" }, Items = [Pod()] }));
                case "/api/v1/namespaces/here/pods/auth-1":
                    return (HttpStatusCode.OK, KubernetesJson.Serialize(Pod()));
                case "/api/v1/namespaces/here/pods/auth-1/log":
                    var number = requests.Count;
                    requests.Enqueue(request.QueryString.Value ?? "");

                    // In colour, which is not for a terminal that shows many programs' lines.
                    return (HttpStatusCode.OK, string.Concat(log(number).Select(second => $"{Noon.AddSeconds(second):yyyy-MM-ddTHH:mm:ss}Z \u001b[31m{second}\u001b[0m\n")));
                default:
                    return null;
            }
        }

        private static V1Pod Pod() => new()
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new() { Name = "auth-1", ResourceVersion = "1", Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "aspirate", ["app.kubernetes.io/name"] = "auth" } },
            Spec = new() { Containers = [new() { Name = "main" }] },
            Status = new() { ContainerStatuses = [new() { Name = "main", Image = "auth", ImageID = "auth", ContainerID = "containerd://1", State = new() { Running = new() } }] },
        };
    }
}
