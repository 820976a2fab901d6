using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Mapping;

/// <summary>How a pod is, and what keeps it from being well.</summary>
public sealed class PodStateTests
{
    [Fact]
    public void An_image_that_cannot_be_pulled_is_told_with_the_remedy()
    {
        var pod = Map(
            UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "ImagePullBackOff", Message = "Back-off pulling image \"order:no\"" } }, "Pending"),
            Event("Pod", "order-1-a", "Failed", "Failed to pull image \"order:no\": rpc error: code = NotFound desc = failed to pull and unpack image \"order:no\": not found", fieldPath: "spec.containers{order}"));

        (pod.State, pod.StateStyle).ShouldBe(("ImagePullBackOff", "error"));
        Report(pod, "Container order").Description.ShouldBe("ImagePullBackOff: Back-off pulling image \"order:no\"");
        Report(pod, "ImagePull").Description.ShouldBe("The image registry.local/order:1.0 cannot be pulled: the registry has no such image. Build and push it (aspirate build), or correct its name and tag.");
    }

    [Fact]
    public void A_crash_loop_tells_how_the_container_ended_last()
    {
        var pod = Map(UnreadyPod(
            "order-1-a", "order", new() { Waiting = new() { Reason = "CrashLoopBackOff" } }, restarts: 4, before: new() { Terminated = new() { ExitCode = 137, Reason = "OOMKilled" } }));

        pod.State.ShouldBe("CrashLoopBackOff");
        Report(pod, "Container order").Description.ShouldBe("CrashLoopBackOff. Restarted 4 times, last after: OOMKilled, exit code 137.");
        Report(pod, "OutOfMemory").Description.ShouldContain("Give it more memory");
        Property(pod, "k8s.pod.restarts").ShouldBe("4");
    }

    [Fact]
    public void A_pod_that_fits_on_no_node_says_why()
    {
        var pod = Map(With(Pod("order-1-a", "order"), item =>
        {
            item.Status.Phase = "Pending";
            item.Status.ContainerStatuses = null;
            item.Spec.NodeName = null;
            item.Status.Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/1 nodes are available: 1 Insufficient memory.", LastTransitionTime = Noon }];
        }));

        pod.StateStyle.ShouldBe("error");
        pod.HealthReports.ShouldHaveSingleItem().Description.ShouldContain("memory");
    }

    [Fact]
    public void A_failing_probe_is_told_as_long_as_the_pod_is_not_ready()
    {
        var failing = Event("Pod", "order-1-a", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", fieldPath: "spec.containers{order}");
        V1Pod WithProbe(V1Pod pod) => With(pod, item => item.Spec.Containers[0].ReadinessProbe = new() { HttpGet = new() { Path = "/health", Port = "http" } });

        var unready = Map(WithProbe(UnreadyPod("order-1-a", "order", new() { Running = new() { StartedAt = Noon } })), failing);
        var ready = Map(WithProbe(Pod("order-1-a", "order")), failing);

        unready.State.ShouldBe("Running");
        Report(unready, "Container order").ShouldBe(new HealthReport { Key = "Container order", Status = HealthStatus.Unhealthy, Description = "Running, but not ready.", LastRunAt = PodMapper.Time(Noon) });
        Report(unready, "Probe").Description.ShouldContain("503");
        ready.HealthReports.ShouldHaveSingleItem().Status.ShouldBe(HealthStatus.Healthy);
        Property(ready, "k8s.event.1")!.ShouldContain("statuscode: 503");
    }

    [Fact]
    public void Until_its_startup_probe_passes_a_pod_starts() =>
        Map(UnreadyPod("order-1-a", "order", new() { Running = new() { StartedAt = Noon } }, isStarted: false)).State.ShouldBe("Starting");

    [Fact]
    public void A_pod_has_started_when_its_program_has()
    {
        Map(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "ContainerCreating" } }, "Pending")).StartedAt.ShouldBeNull();
        Map(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "CrashLoopBackOff" } }, before: new() { Terminated = new() { ExitCode = 1, StartedAt = Noon } })).StartedAt.ToDateTime().ShouldBe(Noon);
    }

    [Fact]
    public void A_pod_that_is_deleted_stops() =>
        Map(With(Pod("order-1-a", "order"), pod => pod.Metadata.DeletionTimestamp = Noon)).State.ShouldBe("Stopping");

    [Fact]
    public void A_failed_init_container_is_the_pods_state()
    {
        var pod = Map(With(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "PodInitializing" } }, "Pending"), item =>
        {
            item.Spec.InitContainers = [new() { Name = "migrate", Image = "migrate" }];
            item.Status.InitContainerStatuses = [new() { Name = "migrate", Image = "", ImageID = "", State = new() { Terminated = new() { ExitCode = 2, Reason = "Error" } } }];
        }));

        (pod.State, pod.StateStyle).ShouldBe(("Init: Error", "error"));
        Report(pod, "Container migrate").Description.ShouldBe("Error, exit code 2.");
    }

    [Fact]
    public void A_pod_that_ran_to_its_end_has_an_exit_code()
    {
        var pod = Map(UnreadyPod("order-1-a", "order", new() { Terminated = new() { ExitCode = 0, Reason = "Completed", FinishedAt = Noon } }, "Succeeded"));

        (pod.State, Property(pod, "resource.exitCode"), pod.StoppedAt.ToDateTime()).ShouldBe(("Finished", "0", Noon));
    }

    private static Resource Map(V1Pod pod, params IEnumerable<IKubernetesObject<V1ObjectMeta>> others) =>
        NamespaceMapper.Map(others.Aggregate(ClusterObjects.None.With(pod), (known, item) => known.With(item)), Noon.AddHours(1), allowRestart: false).Last();

    private static HealthReport Report(Resource resource, string key) => resource.HealthReports.Single(report => report.Key == key);

    private static string? Property(Resource resource, string name) => resource.Properties.FirstOrDefault(property => property.Name == name)?.Value.StringValue;
}
