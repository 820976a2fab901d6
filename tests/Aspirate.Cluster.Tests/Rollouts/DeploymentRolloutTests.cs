using Aspirate.Cluster.Rollouts;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>When a Deployment is rolled out: as <c>kubectl rollout status</c> has it.</summary>
public sealed class DeploymentRolloutTests
{
    [Fact]
    public void It_is_healthy_when_all_new_pods_are_available_and_no_old_one_is_left()
    {
        var auth = new RecordedCluster().Deployment("auth", desired: 1, available: 1).NewPod("auth", RecordedCluster.Ready).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Healthy);
        auth.Status.ShouldBe("1 pod available");
        auth.Pods.ShouldHaveSingleItem().IsReady.ShouldBeTrue();
    }

    [Fact]
    public void It_is_under_way_until_the_cluster_has_taken_notice_of_the_change()
    {
        // Everything is available, but what is counted are the pods of the description before.
        var auth = new RecordedCluster().Deployment("auth", available: 1, observed: 1).NewPod("auth", RecordedCluster.Ready).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Status.ShouldBe("waiting for the cluster to take notice of the change");
        auth.Pods.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 1, 3, 3, "1 of 3 new pods exist")]
    [InlineData(2, 2, 3, 2, "1 old pod still to end")]
    [InlineData(2, 2, 2, 1, "1 of 2 new pods are available")]
    public void It_says_what_it_waits_for(int desired, int updated, int replicas, int available, string expected)
    {
        var auth = new RecordedCluster().Deployment("auth", desired, updated, available, replicas).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Status.ShouldBe(expected);
    }

    [Fact]
    public void A_pod_that_is_ready_has_to_stay_so_for_the_time_that_is_asked_for()
    {
        var auth = new RecordedCluster().Deployment("auth", change: deployment => deployment.Spec.MinReadySeconds = 5).NewPod("auth", RecordedCluster.Ready).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Status.ShouldBe("ready; has to stay so for 5 s");
        auth.Ready.ShouldBe(1);
    }

    [Theory]
    [InlineData(4, false, RolloutOutcome.Progressing)]
    [InlineData(5, false, RolloutOutcome.Healthy)]
    [InlineData(0, true, RolloutOutcome.Healthy)]
    public void A_container_that_nobody_asks_whether_it_is_ready_has_to_run_for_a_moment(int seconds, bool isProbed, RolloutOutcome expected)
    {
        var cluster = new RecordedCluster().Deployment("auth", available: 1).NewPod("auth", (pod, status) =>
        {
            RecordedCluster.Ready(pod, status);
            status.State.Running.StartedAt = RecordedCluster.Start.UtcDateTime;
            pod.Spec.Containers[0].ReadinessProbe = isProbed ? new() : null;
        });
        cluster.Elapsed = TimeSpan.FromSeconds(seconds);

        cluster.JudgeAuth().Outcome.ShouldBe(expected);
    }

    [Fact]
    public void A_container_that_has_already_ended_is_not_ready_whatever_its_controller_still_says() =>
        new RecordedCluster().Deployment("auth", available: 1).NewPod("auth", RecordedCluster.CrashLoop(restarts: 1, exitCode: 7)).JudgeAuth().Outcome.ShouldBe(RolloutOutcome.Progressing);

    [Fact]
    public void One_that_is_scaled_to_zero_is_healthy() =>
        new RecordedCluster().Deployment("auth", desired: 0).JudgeAuth().Outcome.ShouldBe(RolloutOutcome.Healthy);

    [Fact]
    public void The_pods_of_the_revision_before_are_not_mistaken_for_the_new_ones()
    {
        var cluster = new RecordedCluster().Deployment("auth", replicas: 2).NewPod("auth", RecordedCluster.Waiting("ContainerCreating"));
        cluster.Pod("auth-old-1", cluster.Find<V1ReplicaSet>("auth-old"), RecordedCluster.CrashLoop(restarts: 40, exitCode: 1));

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Problem.ShouldBeNull();
        auth.Old.ShouldBe(1);
        auth.Pods.ShouldHaveSingleItem().Name.ShouldBe("auth-new-1");
    }

    [Fact]
    public void No_pod_is_judged_before_the_ReplicaSet_of_the_new_revision_is_known()
    {
        // The watches are not in step: the Deployment is known to be at revision 2, its ReplicaSet is not.
        var auth = new RecordedCluster().Deployment("auth", replicaSetRevision: "0").NewPod("auth", RecordedCluster.CrashLoop(9, 1)).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Pods.ShouldBeEmpty();
    }

    [Fact]
    public void It_has_failed_when_the_controller_has_given_up_and_a_pod_tells_why()
    {
        var cluster = new RecordedCluster().Deployment("auth", change: Deadline).NewPod("auth", RecordedCluster.Waiting("ErrImagePull", "not found"));

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Reason.ShouldBe("ImagePull");
    }

    [Fact]
    public void It_has_failed_when_the_controller_has_given_up_and_nobody_tells_why()
    {
        var auth = new RecordedCluster().Deployment("auth", change: Deadline).NewPod("auth", RecordedCluster.Waiting("ContainerCreating")).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe("nothing has moved on for 300 s (progressDeadlineSeconds): 0 of 1 new pods are available");
    }

    [Fact]
    public void One_that_is_paused_does_not_get_anywhere()
    {
        var auth = new RecordedCluster().Deployment("auth", desired: 2, updated: 0, replicas: 2, available: 2, change: deployment => deployment.Spec.Paused = true).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Remedy.ShouldBe("kubectl rollout resume deployment/auth");
    }

    [Fact]
    public void One_that_was_deleted_is_missing() =>
        new RecordedCluster().JudgeAuth().Problem.ShouldNotBeNull().Message.ShouldBe("there is no Deployment 'auth' in the namespace");

    [Fact]
    public void Who_is_not_healthy_when_the_time_is_up_has_failed_with_what_it_waits_for()
    {
        var auth = new RecordedCluster().Deployment("auth").JudgeAuth(isTimeUp: true);

        auth.Outcome.ShouldBe(RolloutOutcome.TimedOut);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe("it was not healthy in time: 0 of 1 new pods are available");
    }

    private static void Deadline(V1Deployment deployment)
    {
        deployment.Spec.ProgressDeadlineSeconds = 300;
        deployment.Status.Conditions = [new() { Type = "Progressing", Status = "False", Reason = "ProgressDeadlineExceeded" }];
    }
}
