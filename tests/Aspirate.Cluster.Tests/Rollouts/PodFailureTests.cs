using Aspirate.Cluster.Rollouts;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>Why a pod does not become ready, and from when on that is certain.</summary>
public sealed class PodFailureTests
{
    [Theory]
    [InlineData("rpc error: code = NotFound desc = failed to pull and unpack image \"registry.example/auth:2\": failed to resolve reference \"registry.example/auth:2\": registry.example/auth:2: not found", "the registry has no such image")]
    [InlineData("rpc error: code = Unknown desc = failed to pull and unpack image \"registry.example/auth:2\": failed to resolve reference \"registry.example/auth:2\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed", "the registry does not let the node in (pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed)")]
    [InlineData("rpc error: code = Unknown desc = failed to pull and unpack image \"registry.example/auth:2\": failed to resolve reference \"registry.example/auth:2\": failed to do request: Head \"https://registry.example/v2/auth/manifests/2\": dial tcp: lookup registry.example: no such host", "the node does not reach the registry (dial tcp: lookup registry.example: no such host)")]
    [InlineData("rpc error: code = Unknown desc = failed to pull and unpack image \"registry.example/auth:2\": failed to resolve reference \"registry.example/auth:2\": failed to do request: Head \"https://registry.example/v2/auth/manifests/2\": http: server gave HTTP response to HTTPS client", "the registry speaks HTTP and the node insists on HTTPS")]
    public void An_image_that_cannot_be_pulled_twice(string told, string expected)
    {
        var cluster = new RecordedCluster().Deployment("auth").NewPod("auth", RecordedCluster.Waiting("ImagePullBackOff", "Back-off pulling image \"registry.example/auth:2\""));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Failed", $"Failed to pull image \"registry.example/auth:2\": {told}", count: 2);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe($"the image registry.example/auth:2 cannot be pulled: {expected}");
        auth.Problem.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_image_that_could_not_be_pulled_once_may_come_with_the_next_attempt()
    {
        var cluster = new RecordedCluster().Deployment("auth").NewPod("auth", RecordedCluster.Waiting("ErrImagePull", "rpc error: code = NotFound desc = not found"));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Failed", "Failed to pull image \"registry.example/auth:2\": not found");

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Problem.ShouldNotBeNull().Reason.ShouldBe("ImagePull");
    }

    [Fact]
    public void A_name_that_is_no_image_s_name_is_certain_at_once() =>
        new RecordedCluster().Deployment("auth").NewPod("auth", RecordedCluster.Waiting("InvalidImageName")).JudgeAuth()
            .ShouldSatisfyAllConditions(
                auth => auth.Outcome.ShouldBe(RolloutOutcome.Failed),
                auth => auth.Problem.ShouldNotBeNull().Message.ShouldBe("'registry.example/auth:2' is no name of an image"));

    [Theory]
    [InlineData("couldn't find key jwt-key in Secret devops/auth-secrets", "the container 'main' needs the key 'jwt-key', which the Secret 'auth-secrets' does not have")]
    [InlineData("couldn't find key Level in ConfigMap devops/auth-config", "the container 'main' needs the key 'Level', which the ConfigMap 'auth-config' does not have")]
    [InlineData("secret \"auth-secrets\" not found", "the container 'main' needs the Secret 'auth-secrets', which does not exist")]
    [InlineData("configmap \"auth-config\" not found", "the container 'main' needs the ConfigMap 'auth-config', which does not exist")]
    public void What_a_container_refers_to_is_missing(string told, string expected)
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(20) }.Deployment("auth").NewPod("auth", RecordedCluster.Waiting("CreateContainerConfigError", told));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Failed", $"Error: {told}", count: 3, firstSecondsAgo: 12);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().ShouldSatisfyAllConditions(problem => problem.Reason.ShouldBe("MissingConfiguration"), problem => problem.Message.ShouldBe(expected), problem => problem.Pod.ShouldBe("auth-new-1"));
        auth.Pods.ShouldHaveSingleItem().IsPulled.ShouldBeTrue("the image is there; the container is not");
    }

    [Theory]
    [InlineData(5, 300)] // fixed a moment ago, and the kubelet has not looked since
    [InlineData(300, 5)]
    public void What_is_missing_may_come_within_a_few_seconds(int elapsed, int firstSecondsAgo)
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(elapsed) }.Deployment("auth").NewPod("auth", RecordedCluster.Waiting("CreateContainerConfigError", "secret \"auth-secrets\" not found"));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Failed", "Error: secret \"auth-secrets\" not found", firstSecondsAgo: firstSecondsAgo);

        cluster.JudgeAuth().Outcome.ShouldBe(RolloutOutcome.Progressing);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(-600)]
    public void A_cluster_whose_clock_is_another_one_is_judged_by_how_long_it_was_watched(int skew)
    {
        Judge(TimeSpan.FromSeconds(5)).ShouldBe(RolloutOutcome.Progressing);
        Judge(TimeSpan.FromSeconds(15)).ShouldBe(RolloutOutcome.Failed);

        RolloutOutcome Judge(TimeSpan elapsed)
        {
            var cluster = new RecordedCluster { Elapsed = elapsed }.Deployment("auth").NewPod("auth", RecordedCluster.Waiting("CreateContainerConfigError", "secret \"auth-secrets\" not found"));
            return cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Failed", "Error: secret \"auth-secrets\" not found", firstSecondsAgo: skew).JudgeAuth().Outcome;
        }
    }

    [Theory]
    [InlineData("MountVolume.SetUp failed for volume \"signing-keys\" : secret \"auth-signing-keys\" not found", "the volume 'signing-keys' needs the Secret 'auth-signing-keys', which does not exist")]
    [InlineData("MountVolume.SetUp failed for volume \"signing-keys\" : references non-existent secret key: current.pem", "the volume 'signing-keys' needs the key 'current.pem', which its Secret or ConfigMap does not have")]
    public void What_a_volume_is_made_of_is_missing(string told, string expected)
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(20) }.Deployment("auth").NewPod("auth", RecordedCluster.Waiting("ContainerCreating"));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "FailedMount", told, count: 4, firstSecondsAgo: 15, container: null);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, RolloutOutcome.Progressing)]
    [InlineData(2, RolloutOutcome.Failed)]
    public void A_container_that_has_ended_three_times_is_not_expected_to_come_up(int restarts, RolloutOutcome expected) =>
        new RecordedCluster { Elapsed = TimeSpan.FromSeconds(20) }.Deployment("auth").NewPod("auth", RecordedCluster.CrashLoop(restarts, exitCode: 3)).JudgeAuth().Outcome.ShouldBe(expected);

    [Fact]
    public void A_container_that_is_restarted_within_a_second_is_given_some_time() =>
        new RecordedCluster { Elapsed = TimeSpan.FromSeconds(8) }.Deployment("auth").NewPod("auth", RecordedCluster.CrashLoop(3, exitCode: 3)).JudgeAuth().Outcome.ShouldBe(RolloutOutcome.Progressing);

    [Fact]
    public void A_container_that_ends_may_wait_for_another_workload_that_is_on_its_way()
    {
        WorkloadId[] both = [new(ControllerKind.Deployment, "auth"), new(ControllerKind.StatefulSet, "postgres")];
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromMinutes(2) }.Deployment("auth").NewPod("auth", RecordedCluster.CrashLoop(6, exitCode: 1)).StatefulSet("postgres");
        cluster.Judge(false, both).Snapshot.Outcome.ShouldBe(RolloutOutcome.Progressing);

        cluster.StatefulSet("postgres", ready: 1);
        cluster.Judge(false, both).Snapshot.Outcome.ShouldBe(RolloutOutcome.Failed);
    }

    [Theory]
    [InlineData(3, "Error", "the container 'main' has ended with exit code 3, 5 times by now")]
    [InlineData(0, "Completed", "the container 'main' has ended by itself (exit code 0), but it has to keep running, 5 times by now")]
    [InlineData(139, "Error", "the container 'main' was ended by SIGSEGV (exit code 139), 5 times by now")]
    [InlineData(134, "Error", "the container 'main' was ended by SIGABRT (exit code 134), 5 times by now")]
    [InlineData(127, "Error", "the container 'main' has ended: its command was not found (exit code 127), 5 times by now")]
    [InlineData(137, "OOMKilled", "the container 'main' was killed because it needed more than its limit of 64Mi, 5 times by now")]
    public void How_a_container_ended(int exitCode, string reason, string expected)
    {
        var cluster = new RecordedCluster().Deployment("auth").NewPod("auth", (pod, status) =>
        {
            pod.Spec.Containers[0].Resources = new() { Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("64Mi") } };
            RecordedCluster.CrashLoop(4, exitCode, reason)(pod, status);
        });

        var verdict = cluster.Judge(false, new WorkloadId(ControllerKind.Deployment, "auth"));

        verdict.Snapshot.Workloads[0].Problem.ShouldNotBeNull().Message.ShouldBe(expected);
        verdict.Logs.Values.ShouldHaveSingleItem().ShouldBe(new("auth-new-1", "main", Previous: false));
    }

    [Fact]
    public void A_program_that_cannot_be_started_has_no_log()
    {
        const string told = "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/app/auth\": stat /app/auth: no such file or directory: unknown";
        var verdict = new RecordedCluster().Deployment("auth").NewPod("auth", RecordedCluster.CrashLoop(2, 128, "StartError", told)).Judge(false, new WorkloadId(ControllerKind.Deployment, "auth"));

        verdict.Snapshot.Workloads[0].Problem.ShouldNotBeNull().Message.ShouldBe("the container 'main' cannot be started, 3 times by now: exec: \"/app/auth\": stat /app/auth: no such file or directory");
        verdict.Logs.ShouldBeEmpty();
    }

    [Fact]
    public void A_container_that_the_kubelet_restarts_has_a_probe_that_fails()
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(20) }.Deployment("auth").NewPod("auth", (pod, status) =>
        {
            pod.Spec.Containers[0].LivenessProbe = new() { HttpGet = new() { Path = "/alive", Port = "http" } };
            RecordedCluster.CrashLoop(3, 137)(pod, status);
        });
        var pod = cluster.Find<V1Pod>("auth-new-1");
        cluster.Event(pod, "Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500", secondsAgo: 2);
        cluster.Event(pod, "Killing", "Container main failed liveness probe, will be restarted", secondsAgo: 1);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe("the container 'main' is restarted because its liveness probe fails, 4 times by now: HTTP probe failed with statuscode: 500");
        auth.Problem.Remedy.ShouldContain("/alive on port http");
    }

    [Fact]
    public void A_readiness_probe_may_fail_as_long_as_another_workload_is_on_its_way()
    {
        WorkloadId[] both = [new(ControllerKind.Deployment, "auth"), new(ControllerKind.Deployment, "order")];
        var cluster = NotReadyFor(TimeSpan.FromMinutes(3)).Deployment("order").NewPod("order", RecordedCluster.Waiting("ContainerCreating"));
        cluster.Judge(false, both).Snapshot.Outcome.ShouldBe(RolloutOutcome.Progressing);

        cluster.Deployment("order", available: 1).NewPod("order", RecordedCluster.Ready);

        var auth = cluster.Judge(false, both).Snapshot.Workloads[0];
        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe("the container 'main' runs, but its readiness probe fails: HTTP probe failed with statuscode: 503");
    }

    [Fact]
    public void A_readiness_probe_may_fail_for_a_while()
    {
        var auth = NotReadyFor(TimeSpan.FromSeconds(60)).JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Progressing);
        auth.Problem.ShouldNotBeNull().Reason.ShouldBe("Probe");
    }

    [Fact]
    public void That_a_container_does_not_answer_in_its_first_seconds_is_no_problem() =>
        NotReadyFor(TimeSpan.FromSeconds(3)).JudgeAuth().Problem.ShouldBeNull();

    [Theory]
    [InlineData("Readiness probe failed: HTTP probe failed with statuscode: 503", "the container 'main' runs, but its readiness probe fails: HTTP probe failed with statuscode: 503")]
    [InlineData("Readiness probe failed: ", "the container 'main' runs, but its readiness probe fails")]
    public void What_a_probe_said_is_told_if_it_said_anything(string message, string expected)
    {
        var cluster = NotReadyFor(TimeSpan.FromSeconds(30));
        cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Unhealthy", message, secondsAgo: 0);

        cluster.JudgeAuth().Problem.ShouldNotBeNull().Message.ShouldBe(expected);
    }

    [Theory]
    [InlineData(30, false, RolloutOutcome.Progressing)]
    [InlineData(70, false, RolloutOutcome.Failed)]
    [InlineData(70, true, RolloutOutcome.Progressing)]
    public void A_pod_that_no_node_takes_is_given_a_minute_unless_a_node_is_being_added(int seconds, bool isScalingUp, RolloutOutcome expected)
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(seconds) }.Deployment("auth").NewPod("auth", Unschedulable("0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."));
        if (isScalingUp)
        {
            cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "TriggeredScaleUp", "pod triggered scale-up", container: null);
        }

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(expected);
        auth.Problem.ShouldNotBeNull().Message.ShouldBe("no node takes the pod: 0/1 nodes are available: 1 Insufficient cpu.");
        auth.Problem.Remedy.ShouldStartWith("It asks for cpu 100:");
    }

    [Theory]
    [InlineData("fast", "ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found", "the volume claim 'data-auth-0' asks for the storage class 'fast', which does not exist")]
    [InlineData(null, "FailedBinding", "no persistent volumes available for this claim and no storage class is set", "the volume claim 'data-auth-0' gets no volume: no persistent volumes available for this claim and no storage class is set")]
    public void A_volume_that_nobody_makes(string? storageClass, string reason, string told, string expected)
    {
        var cluster = new RecordedCluster { Elapsed = TimeSpan.FromSeconds(20) }.Deployment("auth").NewPod("auth", (pod, status) =>
        {
            Unschedulable("0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found")(pod, status);
            pod.Spec.Volumes = [new() { Name = "data", PersistentVolumeClaim = new() { ClaimName = "data-auth-0" } }];
        });
        var claim = new V1PersistentVolumeClaim { Metadata = RecordedCluster.Metadata("data-auth-0"), Spec = new() { StorageClassName = storageClass }, Status = new() { Phase = "Pending" } };
        cluster.Add(claim).Event(claim, reason, told, count: 4, firstSecondsAgo: 15, container: null);

        var auth = cluster.JudgeAuth();

        auth.Outcome.ShouldBe(RolloutOutcome.Failed);
        auth.Problem.ShouldNotBeNull().ShouldSatisfyAllConditions(problem => problem.Reason.ShouldBe("VolumeClaim"), problem => problem.Message.ShouldBe(expected));
    }

    private static RecordedCluster NotReadyFor(TimeSpan duration)
    {
        var cluster = new RecordedCluster { Elapsed = duration }.Deployment("auth").NewPod("auth", (_, status) =>
        {
            status.Started = true;
            status.State = new() { Running = new() { StartedAt = RecordedCluster.Start.UtcDateTime } };
        });
        return cluster.Event(cluster.Find<V1Pod>("auth-new-1"), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503\n", count: 20);
    }

    private static Action<V1Pod, V1ContainerStatus> Unschedulable(string message) => (pod, _) =>
    {
        pod.Spec.NodeName = null;
        pod.Spec.Containers[0].Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("100") } };
        pod.Status.ContainerStatuses = null;
        pod.Status.Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = message, LastTransitionTime = RecordedCluster.Start.UtcDateTime }];
    };
}
