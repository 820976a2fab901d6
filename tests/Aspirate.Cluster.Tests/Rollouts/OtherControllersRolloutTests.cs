using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Decisions;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

public sealed class OtherControllersRolloutTests
{
    private static readonly WorkloadId Postgres = new(ControllerKind.StatefulSet, "postgres");
    private static readonly WorkloadId Agent = new(ControllerKind.DaemonSet, "agent");
    private static readonly WorkloadId Migration = new(ControllerKind.Job, "migration");

    [Fact]
    public void A_StatefulSet_is_healthy_when_all_pods_are_ready_and_of_the_new_revision()
    {
        var progress = Judge(new RecordedCluster().StatefulSet("postgres", desired: 2, ready: 2), Postgres);

        progress.Outcome.ShouldBe(RolloutOutcome.Healthy);
        progress.Status.ShouldBe("2 pods ready");
    }

    [Theory]
    [InlineData(1, 2, "new", "1 of 2 pods are ready")]
    [InlineData(2, 1, "old", "1 of 2 pods are of the new revision")]
    public void A_StatefulSet_says_what_it_waits_for(int ready, int updated, string current, string expected)
    {
        var progress = Judge(new RecordedCluster().StatefulSet("postgres", desired: 2, ready: ready, updated: updated, current: current), Postgres);

        progress.Outcome.ShouldBe(RolloutOutcome.Progressing);
        progress.Status.ShouldBe(expected);
    }

    [Fact]
    public void Pods_below_a_StatefulSet_s_partition_stay_as_they_are()
    {
        var cluster = new RecordedCluster().StatefulSet(
            "postgres", desired: 3, ready: 3, updated: 1, current: "old", change: set => set.Spec.UpdateStrategy = new() { Type = "RollingUpdate", RollingUpdate = new() { Partition = 2 } });

        Judge(cluster, Postgres).Outcome.ShouldBe(RolloutOutcome.Healthy);
    }

    [Fact]
    public void A_StatefulSet_whose_pods_somebody_else_replaces_is_healthy_with_those_that_it_has()
    {
        var cluster = new RecordedCluster().StatefulSet("postgres", ready: 1, updated: 0, current: "old", change: set => set.Spec.UpdateStrategy = new() { Type = "OnDelete" });

        Judge(cluster, Postgres).Outcome.ShouldBe(RolloutOutcome.Healthy);
    }

    [Fact]
    public void A_broken_pod_of_another_revision_is_in_a_StatefulSet_s_way()
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(15) }.StatefulSet("postgres", updated: 0);
        cluster.Pod("postgres-0", cluster.Find<V1StatefulSet>("postgres"), RecordedCluster.Waiting("ImagePullBackOff", "not found"), revision: "postgres-broken");

        StatefulSetRules.StuckPods(cluster.Find<V1StatefulSet>("postgres"), cluster.Evidence).ShouldHaveSingleItem().Metadata.Name.ShouldBe("postgres-0");
        var progress = Judge(cluster, Postgres);
        progress.Outcome.ShouldBe(RolloutOutcome.Failed);
        progress.Problem.ShouldNotBeNull().Remedy.ShouldBe("kubectl delete pod postgres-0");
    }

    [Fact]
    public void A_pod_of_another_revision_that_is_ready_is_in_nobody_s_way()
    {
        var cluster = new RecordedCluster().StatefulSet("postgres", ready: 1, updated: 0, current: "old");
        cluster.Pod("postgres-0", cluster.Find<V1StatefulSet>("postgres"), RecordedCluster.Ready, revision: "postgres-old");

        StatefulSetRules.StuckPods(cluster.Find<V1StatefulSet>("postgres"), cluster.Evidence).ShouldBeEmpty();
        Judge(cluster, Postgres).Outcome.ShouldBe(RolloutOutcome.Progressing);
    }

    [Theory]
    [InlineData(2, 2, 2, RolloutOutcome.Healthy, "2 pods available")]
    [InlineData(2, 1, 2, RolloutOutcome.Progressing, "1 of 2 pods are of the new revision")]
    [InlineData(2, 2, 1, RolloutOutcome.Progressing, "1 of 2 pods are available")]
    public void A_DaemonSet_is_healthy_when_each_node_s_pod_is_new_and_available(int desired, int updated, int available, RolloutOutcome outcome, string status)
    {
        var cluster = new RecordedCluster().Add(new V1DaemonSet
        {
            Metadata = RecordedCluster.Metadata("agent", generation: 1),
            Spec = new() { Selector = new(), Template = new() },
            Status = new() { ObservedGeneration = 1, DesiredNumberScheduled = desired, UpdatedNumberScheduled = updated, NumberAvailable = available },
        });

        var progress = Judge(cluster, Agent);

        progress.Outcome.ShouldBe(outcome);
        progress.Status.ShouldBe(status);
    }

    [Fact]
    public void A_Job_is_healthy_when_it_has_completed()
    {
        var cluster = new RecordedCluster().Add(Job(new() { Succeeded = 1, Conditions = [new() { Type = "Complete", Status = "True" }] }));

        Judge(cluster, Migration).ShouldSatisfyAllConditions(progress => progress.Outcome.ShouldBe(RolloutOutcome.Healthy), progress => progress.Status.ShouldBe("completed"));
    }

    [Fact]
    public void A_Job_whose_first_pod_failed_is_under_way_as_long_as_it_tries()
    {
        var cluster = new RecordedCluster().Add(Job(new() { Active = 1, Failed = 1 }));
        cluster.Pod("migration-1", cluster.Find<V1Job>("migration"), Exited(7));

        Judge(cluster, Migration).Outcome.ShouldBe(RolloutOutcome.Progressing);
    }

    [Fact]
    public void A_Job_that_has_failed_tells_how_its_last_pod_ended_and_where_its_log_is()
    {
        var cluster = new RecordedCluster().Add(Job(new() { Failed = 1, Conditions = [new() { Type = "Failed", Status = "True", Reason = "BackoffLimitExceeded", Message = "Job has reached the specified backoff limit" }] }));
        cluster.Pod("migration-1", cluster.Find<V1Job>("migration"), Exited(7));

        var verdict = cluster.Judge(false, Migration);

        var problem = verdict.Snapshot.Workloads.ShouldHaveSingleItem().Problem.ShouldNotBeNull();
        problem.Message.ShouldBe("the Job failed (Job has reached the specified backoff limit); its container 'main' has ended with exit code 7");
        verdict.Logs[Migration].ShouldBe(new("migration-1", "main", Previous: false));
    }

    [Fact]
    public void Nobody_waits_for_a_Job_that_is_suspended() =>
        Judge(new RecordedCluster().Add(Job(new(), suspend: true)), Migration).ShouldSatisfyAllConditions(progress => progress.Outcome.ShouldBe(RolloutOutcome.Healthy), progress => progress.Status.ShouldBe("suspended"));

    [Fact]
    public void One_failure_is_the_failure_of_the_whole_and_the_others_are_left_as_they_are()
    {
        var cluster = new RecordedCluster().Deployment("auth", available: 1).Deployment("order").NewPod("order", RecordedCluster.Waiting("InvalidImageName"));

        var snapshot = cluster.Judge(false, new(ControllerKind.Deployment, "auth"), new(ControllerKind.Deployment, "order")).Snapshot;

        snapshot.Outcome.ShouldBe(RolloutOutcome.Failed);
        snapshot.Workloads.Select(workload => workload.Outcome).ShouldBe([RolloutOutcome.Healthy, RolloutOutcome.Failed]);
        snapshot.Failures.ShouldHaveSingleItem().Workload.ToString().ShouldBe("deployment/order");
    }

    private static WorkloadProgress Judge(RecordedCluster cluster, WorkloadId workload) => cluster.Judge(false, workload).Snapshot.Workloads.ShouldHaveSingleItem();

    private static V1Job Job(V1JobStatus status, bool suspend = false) => new() { Metadata = RecordedCluster.Metadata("migration"), Spec = new() { Suspend = suspend, Template = new() }, Status = status };

    private static Action<V1Pod, V1ContainerStatus> Exited(int code) => (pod, status) =>
    {
        pod.Spec.RestartPolicy = "Never";
        pod.Status.Phase = "Failed";
        status.State = new() { Terminated = new() { ExitCode = code, Reason = "Error" } };
    };
}
