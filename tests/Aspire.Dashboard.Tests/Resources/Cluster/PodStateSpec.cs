using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Resources.Cluster.Mapping;
using k8s.Models;
using static Aspire.Dashboard.Tests.Resources.Cluster.Cluster;

namespace Aspire.Dashboard.Tests.Resources.Cluster;

public sealed class PodStateSpec
{
    [Fact]
    public void An_image_that_cannot_be_pulled_is_told_with_the_reason()
    {
        var pod = Map(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "ImagePullBackOff", Message = "Back-off pulling image \"order:no\"" } }, "Pending"));

        (pod.State, pod.StateStyle, pod.Health).ShouldBe(("ImagePullBackOff", "error", null));
        pod.HealthReports.ShouldHaveSingleItem().Description.ShouldBe("ImagePullBackOff: Back-off pulling image \"order:no\"");
    }

    [Fact]
    public void A_crash_loop_tells_how_the_container_ended_last()
    {
        var pod = Map(UnreadyPod(
            "order-1-a", "order", new() { Waiting = new() { Reason = "CrashLoopBackOff" } }, restarts: 4, before: new() { Terminated = new() { ExitCode = 137, Reason = "OOMKilled" } }));

        pod.State.ShouldBe("CrashLoopBackOff");
        pod.HealthReports[0].Description.ShouldBe("CrashLoopBackOff Restarted 4 times, last: OOMKilled, exit code 137.");
        pod.GetProperty("k8s.pod.restarts").ShouldBe("4");
    }

    [Fact]
    public void A_pod_that_fits_on_no_node_says_why()
    {
        var pod = Map(With(Pod("order-1-a", "order"), item =>
        {
            item.Status.Phase = "Pending";
            item.Status.ContainerStatuses = null;
            item.Status.Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/1 nodes are available: 1 Insufficient memory." }];
        }));

        (pod.State, pod.StateStyle).ShouldBe(("Unschedulable", "error"));
        pod.HealthReports.ShouldHaveSingleItem().Description.ShouldContain("Insufficient memory");
    }

    [Fact]
    public void A_failing_probe_is_a_health_report_as_long_as_the_pod_is_not_ready()
    {
        var failing = Event("Pod", "order-1-a", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");

        var unready = NamespaceMapper.Map(new() { Pods = [UnreadyPod("order-1-a", "order", new() { Running = new() { StartedAt = Noon } })], Events = [failing] })[^1];
        var ready = NamespaceMapper.Map(new() { Pods = [Pod("order-1-a", "order")], Events = [failing] })[^1];

        (unready.State, unready.Health).ShouldBe(("Running", ResourceHealth.Unhealthy));
        unready.HealthReports.ShouldContain(report => report.Name == "Probe" && report.Description.EndsWith("503"));
        ready.HealthReports.ShouldNotContain(report => report.Name == "Probe");
        ready.Health.ShouldBe(ResourceHealth.Healthy);
        ready.Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Until_its_startup_probe_passes_a_pod_starts()
    {
        Map(UnreadyPod("order-1-a", "order", new() { Running = new() { StartedAt = Noon } }, isStarted: false)).State.ShouldBe("Starting");
    }

    [Fact]
    public void A_pod_has_started_when_its_program_has()
    {
        Map(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "ContainerCreating" } }, "Pending")).StartedAt.ShouldBeNull();
        Map(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "CrashLoopBackOff" } }, before: new() { Terminated = new() { ExitCode = 1, StartedAt = Noon } })).StartedAt.ShouldBe(new DateTimeOffset(Noon));
    }

    [Fact]
    public void A_pod_that_is_deleted_stops()
    {
        Map(With(Pod("order-1-a", "order"), pod => pod.Metadata.DeletionTimestamp = Noon)).State.ShouldBe("Stopping");
    }

    [Fact]
    public void A_failed_init_container_is_the_pods_state()
    {
        var pod = Map(With(UnreadyPod("order-1-a", "order", new() { Waiting = new() { Reason = "PodInitializing" } }, "Pending"), item =>
            item.Status.InitContainerStatuses = [new() { Name = "migrate", Image = "", ImageID = "", State = new() { Terminated = new() { ExitCode = 2, Reason = "Error" } } }]));

        (pod.State, pod.StateStyle).ShouldBe(("Error", "error"));
        pod.HealthReports[0].ShouldBe(new ResourceHealthReport("Container migrate", ResourceHealth.Unhealthy, "Error, exit code 2.", "", null));
    }

    [Fact]
    public void A_pod_that_ran_to_its_end_has_an_exit_code()
    {
        var pod = Map(UnreadyPod("order-1-a", "order", new() { Terminated = new() { ExitCode = 0, Reason = "Completed", FinishedAt = Noon } }, "Succeeded"));

        (pod.State, pod.GetProperty(KnownResourceProperties.ExitCode), pod.StoppedAt).ShouldBe(("Finished", "0", new DateTimeOffset(Noon)));
    }

    private static ResourceSnapshot Map(V1Pod pod) => NamespaceMapper.Map(new() { Pods = [pod] })[^1];
}
