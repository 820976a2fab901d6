using System.Collections.Concurrent;
using System.Net;
using Aspirate.Cluster.Rollouts;
using k8s;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>Following a rollout over the wire, to its end.</summary>
public sealed class RolloutWatcherTests
{
    private static readonly WorkloadId Auth = new(ControllerKind.Deployment, "auth");
    private static readonly WorkloadId Postgres = new(ControllerKind.StatefulSet, "postgres");

    private readonly ConcurrentQueue<string> _logRequests = [];
    private readonly ConcurrentQueue<string> _deletions = [];

    [Fact]
    public async Task Nothing_to_follow_is_healthy_without_asking()
    {
        var snapshot = await new RolloutWatcher(null!, "here", TimeProvider.System).FollowAsync([], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);

        snapshot.Outcome.ShouldBe(RolloutOutcome.Healthy);
    }

    [Fact]
    public async Task A_failure_comes_with_the_last_lines_of_the_log()
    {
        var cluster = new RecordedCluster().Deployment("auth").NewPod("auth", RecordedCluster.CrashLoop(3, 137, "OOMKilled"));

        var snapshots = await FollowAsync(cluster, new(), Auth);

        snapshots[^1].Outcome.ShouldBe(RolloutOutcome.Failed);
        snapshots[..^1].ShouldAllBe(snapshot => snapshot.Outcome == RolloutOutcome.Progressing);
        var problem = snapshots[^1].Failures.ShouldHaveSingleItem().Problem.ShouldNotBeNull();
        problem.Reason.ShouldBe("OutOfMemory");
        problem.LogLines.ShouldBe(["starting", "  loading everything"]);
        _logRequests.ShouldHaveSingleItem().ShouldContain("tailLines=12");
    }

    [Fact]
    public async Task What_is_not_healthy_in_time_has_failed()
    {
        var snapshots = await FollowAsync(new RecordedCluster().Deployment("auth"), new(), Auth);

        snapshots[^1].Outcome.ShouldBe(RolloutOutcome.TimedOut);
        snapshots[^1].Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
        snapshots[^1].Failures.ShouldHaveSingleItem().Problem.ShouldNotBeNull().Reason.ShouldBe("Timeout");
    }

    [Fact]
    public async Task A_pod_that_is_in_a_StatefulSet_s_way_is_deleted_when_that_is_asked_for_and_only_this_very_pod()
    {
        await FollowAsync(Stuck(), new(ReplacesStuckPods: true), Postgres);

        _deletions.ShouldNotBeEmpty();
        _deletions.ShouldAllBe(deletion => deletion.StartsWith("/api/v1/namespaces/here/pods/postgres-0 ", StringComparison.Ordinal) && deletion.Contains("\"uid\":\"uid-of-postgres-0\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Otherwise_nothing_is_changed()
    {
        await FollowAsync(Stuck(), new(), Postgres);

        _deletions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_right_that_is_missing_is_told()
    {
        const string message = "pods is forbidden: User \"guest\" cannot list resource \"pods\" in API group \"\" in the namespace \"here\"";
        await using var server = await FakeApiServer.StartAsync(request => request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal) ? (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", message)) : Answer(request, new RecordedCluster()));
        using var connection = await ClusterConnection.OpenAsync(kubeconfig: server.Kubeconfig, cancellationToken: TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<AccessDeniedException>(async () =>
            await new RolloutWatcher(connection.Client, "here", TimeProvider.System).FollowAsync([Auth], TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));

        error.Message.ShouldContain("'guest' may not list pods in namespace 'here'");
    }

    private static RecordedCluster Stuck()
    {
        var cluster = new RecordedCluster().StatefulSet("postgres", updated: 0);
        return cluster.Pod("postgres-0", cluster.Find<V1StatefulSet>("postgres"), RecordedCluster.Waiting("ImagePullBackOff", "not found"), revision: "postgres-broken");
    }

    private async Task<List<RolloutSnapshot>> FollowAsync(RecordedCluster cluster, Options options, WorkloadId workload)
    {
        await using var server = await FakeApiServer.StartAsync(request => Answer(request, cluster));
        using var connection = await ClusterConnection.OpenAsync(kubeconfig: server.Kubeconfig, cancellationToken: TestContext.Current.CancellationToken);
        var watcher = new RolloutWatcher(connection.Client, "here", TimeProvider.System) { ReplacesStuckPods = options.ReplacesStuckPods };
        return await watcher.FollowAsync([workload], TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    // A cluster in which nothing changes: it answers every watch, and there is nothing to tell.
    private (HttpStatusCode, string)? Answer(HttpRequest request, RecordedCluster cluster)
    {
        var path = request.Path.Value!;
        if (path == "/version")
        {
            return null;
        }

        if (path.EndsWith("/log", StringComparison.Ordinal))
        {
            _logRequests.Enqueue(request.QueryString.Value ?? "");
            return (HttpStatusCode.OK, "\u001b[32mstarting\u001b[0m\n  loading everything\n");
        }

        if (request.Method == "DELETE")
        {
            using var reader = new StreamReader(request.Body);
            _deletions.Enqueue($"{path} {reader.ReadToEndAsync().GetAwaiter().GetResult()}");
            return (HttpStatusCode.NotFound, FakeApiServer.Status(404, "NotFound", "gone by now"));
        }

        if (request.Query["watch"] == "true")
        {
            return (HttpStatusCode.OK, "");
        }

        return path[(path.LastIndexOf('/') + 1)..] switch
        {
            "pods" => List<V1Pod>("v1", "PodList"),
            "events" => List<Corev1Event>("v1", "EventList"),
            "persistentvolumeclaims" => List<V1PersistentVolumeClaim>("v1", "PersistentVolumeClaimList"),
            "deployments" => List<V1Deployment>("apps/v1", "DeploymentList"),
            "replicasets" => List<V1ReplicaSet>("apps/v1", "ReplicaSetList"),
            "statefulsets" => List<V1StatefulSet>("apps/v1", "StatefulSetList"),
            _ => null,
        };

        (HttpStatusCode, string) List<T>(string version, string kind)
            where T : class, IKubernetesObject<V1ObjectMeta> =>
            (HttpStatusCode.OK, $$"""{"apiVersion":"{{version}}","kind":"{{kind}}","metadata":{"resourceVersion":"1"},"items":[{{string.Join(',', cluster.Evidence.Objects.All<T>().Select(item => KubernetesJson.Serialize(item)))}}]}""");
    }

    private sealed record Options(bool ReplacesStuckPods = false);
}
