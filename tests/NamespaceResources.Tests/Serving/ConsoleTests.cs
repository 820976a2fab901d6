using System.Text.RegularExpressions;
using Grpc.Core;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using NamespaceResources.Consoles;
using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Serving;

/// <summary>What pods write, one or all of a workload.</summary>
public sealed partial class ConsoleTests
{
    [Fact]
    public async Task A_pods_console_has_what_it_wrote_and_then_what_it_writes_colours_included()
    {
        await using var cluster = await ShopAsync();
        cluster.Write("order-1-a", "2026-11-23T12:00:00.1Z one");
        await using var service = await StartAsync(cluster);

        var lines = ReadAsync(service, "order-1-a", count: 2);
        await WaitFor.Async(() => cluster.Requests.Any(request => request.Contains("/log?") && request.Contains("follow=true")));
        cluster.Write("order-1-a", "2026-11-23T12:00:01Z \u001b[31mtwo\u001b[0m");

        (await lines).Select(line => (line.LineNumber, line.Text)).ShouldBe(
            [(1, "2026-11-23T12:00:00.1000000Z one"), (2, "2026-11-23T12:00:01.0000000Z \u001b[31mtwo\u001b[0m")]);
    }

    [Fact]
    public async Task A_workloads_console_has_the_lines_of_all_of_its_pods_new_ones_too()
    {
        await using var cluster = await ShopAsync();
        cluster.Write("order-1-a", "2026-11-23T12:00:02Z from a");
        cluster.Write("order-1-b", "2026-11-23T12:00:01Z from b");
        cluster.Write("order-1-c", "2026-11-23T12:00:03Z from c");
        await using var service = await StartAsync(cluster);
        await WaitFor.Async(() => cluster.IsWatched("pods"));

        var lines = ReadAsync(service, "order", count: 3);
        await WaitFor.Async(() => cluster.Requests.Any(request => request.Contains("/order-1-a/log?") && request.Contains("follow=true")));
        cluster.Put("pods", With(Pod("order-1-c", "order"), pod => pod.Status.ContainerStatuses[0].ContainerID = "containerd://c"));

        (await lines).Select(line => WithoutTime(line.Text)).ShouldBe(["[order-1-b] from b", "[order-1-a] from a", "[order-1-c] from c"]);
    }

    [Fact]
    public async Task A_view_of_all_consoles_has_each_line_once()
    {
        await using var cluster = await ShopAsync();
        cluster.Write("order-1-a", "2026-11-23T12:00:00Z from a");
        cluster.Write("order-1-b", "2026-11-23T12:00:00Z from b");
        await using var service = await StartAsync(cluster);
        using var leaving = new CancellationTokenSource();
        var (order, a, b) = (Collect(service, "order", leaving.Token), Collect(service, "order-1-a", leaving.Token), Collect(service, "order-1-b", leaving.Token));
        await WaitFor.Async(() => a.Lines.Count > 0 && b.Lines.Count > 0);

        // Whoever opens the workload's console later wants it, and has both lines while the view of all still has them once.
        await Task.Delay(OpenConsoles.Together * 2, TestContext.Current.CancellationToken);
        (await ReadAsync(service, "order", count: 2)).Count.ShouldBe(2);

        order.Lines.ShouldBeEmpty();
        a.Lines.ShouldHaveSingleItem();
        b.Lines.ShouldHaveSingleItem();
        await leaving.CancelAsync();
    }

    [Fact]
    public async Task A_console_goes_on_after_a_lost_connection_without_a_line_twice()
    {
        await using var cluster = await ShopAsync();

        // An answer ends while the container runs on; the next one begins a little before.
        cluster.Log = (request, context) =>
        {
            string[] lines = request switch
            {
                1 => ["12:00:00.1Z one"],
                2 => ["12:00:00.1Z one", "12:00:00.2Z two"],
                _ => ["12:00:00.2Z two", "12:00:00.2Z too", "12:00:00.3Z three"],
            };
            return context.Response.WriteAsync(string.Concat(lines.Select(line => $"2026-11-23T{line}\n")), context.RequestAborted);
        };
        await using var service = await StartAsync(cluster, "--Resources:LogTailLines=7");

        (await ReadAsync(service, "order-1-a", count: 4)).Select(line => WithoutTime(line.Text)).ShouldBe(["one", "two", "too", "three"]);
        cluster.Requests.First(request => request.Contains("/log?")).ShouldContain("tailLines=7");
        cluster.Requests.Last(request => request.Contains("/log?")).ShouldContain("sinceSeconds=");
    }

    [Fact]
    public async Task Whoever_does_not_want_to_follow_gets_an_end()
    {
        await using var cluster = await ShopAsync();
        cluster.Write("order-1-a", "2026-11-23T12:00:00Z one");
        await using var service = await StartAsync(cluster);

        using var call = service.Client.WatchResourceConsoleLogs(new() { ResourceName = "order-1-a", SuppressFollow = true }, RunningService.Call());

        (await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).SelectMany(update => update.LogLines).Select(line => WithoutTime(line.Text)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_container_that_cannot_begin_says_so_in_its_console()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", With(
            UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "ImagePullBackOff", Message = "Back-off pulling image" } }, "Pending"),
            pod => pod.Status.ContainerStatuses[0].ContainerID = null));
        await using var service = await StartAsync(cluster);

        var line = (await ReadAsync(service, "order-1-a", count: 1)).ShouldHaveSingleItem();

        (line.IsStdErr, WithoutTime(line.Text)).ShouldBe((true, "[order-1-a/order] ImagePullBackOff: Back-off pulling image"));
    }

    [Fact]
    public async Task A_Role_that_does_not_allow_to_read_logs_is_told_in_the_console()
    {
        await using var cluster = await ShopAsync();
        cluster.Refused["pods/log"] = true;
        await using var service = await StartAsync(cluster);

        var line = (await ReadAsync(service, "order-1-a", count: 1)).ShouldHaveSingleItem();

        line.IsStdErr.ShouldBeTrue();
        line.Text.ShouldContain("'system:serviceaccount:shop:dashboard' may not get pods/log in namespace 'shop'");
    }

    [Fact]
    public async Task Of_what_is_not_there_nothing_is_told()
    {
        await using var cluster = await ShopAsync();
        await using var service = await StartAsync(cluster);

        using var call = service.Client.WatchResourceConsoleLogs(new() { ResourceName = "other" }, RunningService.Call());

        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).Status.ShouldBe(new Status(StatusCode.NotFound, "There is no resource 'other'."));
    }

    private static async Task<FakeNamespace> ShopAsync()
    {
        var cluster = await FakeNamespace.StartAsync();
        cluster.Put("deployments", Deployment("order"));
        cluster.Put("replicasets", ReplicaSet("order", 1, "1.0"));
        cluster.Put("pods", Pod("order-1-a", "order"), Pod("order-1-b", "order"));
        return cluster;
    }

    private static async Task<RunningService> StartAsync(FakeNamespace cluster, params IEnumerable<string> settings)
    {
        var service = await RunningService.StartAsync(cluster, settings);
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(resources => resources.Count > 0);
        return service;
    }

    private static async Task<IReadOnlyList<ConsoleLogLine>> ReadAsync(RunningService service, string resource, int count)
    {
        var console = Collect(service, resource, TestContext.Current.CancellationToken);
        await WaitFor.Async(() => console.Lines.Count >= count);
        return console.Lines;
    }

    private static Console Collect(RunningService service, string resource, CancellationToken cancellationToken)
    {
        var console = new Console();
        _ = CollectAsync();
        return console;

        async Task CollectAsync()
        {
            using var call = service.Client.WatchResourceConsoleLogs(new() { ResourceName = resource }, RunningService.Call(cancellationToken));
            await foreach (var update in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                console.Add(update.LogLines);
            }
        }
    }

    private static string WithoutTime(string line) => Time().Replace(line, "");

    [GeneratedRegex(@"^\S+Z ")]
    private static partial Regex Time();

    private sealed class Console
    {
        private readonly List<ConsoleLogLine> _lines = [];

        public IReadOnlyList<ConsoleLogLine> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public void Add(IEnumerable<ConsoleLogLine> lines)
        {
            lock (_lines)
            {
                _lines.AddRange(lines);
            }
        }
    }
}
