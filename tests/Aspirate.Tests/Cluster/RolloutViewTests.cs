using System.CommandLine;
using Aspirate.Cluster.Rollouts;
using Aspirate.Rollouts;
using Spectre.Console;

namespace Aspirate.Tests.Cluster;

/// <summary>What somebody sees of a rollout.</summary>
public sealed class RolloutViewTests
{
    private static readonly RolloutProblem Crash = new()
    {
        Reason = "Crash",
        Message = "the container 'order' has ended with exit code 3, 3 times by now",
        Remedy = "Its log tells why.",
        Pod = "order-1",
        Container = "order",
        LogLines = ["starting", "cannot open the database"],
    };

    [Fact]
    public async Task Where_nobody_looks_each_change_is_a_line()
    {
        var (last, output, error) = await FollowAsync(
            Snapshot(0, RolloutOutcome.Progressing, Auth(ready: 0, new PodProgress { Name = "auth-1", Status = "Pending" })),
            Snapshot(1, RolloutOutcome.Progressing, Auth(ready: 0, new PodProgress { Name = "auth-1", Status = "ContainerCreating", IsScheduled = true })),
            Snapshot(2, RolloutOutcome.Progressing, Auth(ready: 0, new PodProgress { Name = "auth-1", Status = "ContainerCreating", IsScheduled = true })),
            Snapshot(3, RolloutOutcome.Healthy, Auth(ready: 1, new PodProgress { Name = "auth-1", Status = "Running", IsScheduled = true, IsPulled = true, IsStarted = true, IsReady = true }) with { Outcome = RolloutOutcome.Healthy, Status = "1 pod available" }));

        last.Outcome.ShouldBe(RolloutOutcome.Healthy);
        output.ShouldBe("""
               0 s  deployment/auth  auth-1: waits for a node
               0 s  deployment/auth  0/1  0 of 1 new pods are available
               1 s  deployment/auth  auth-1: scheduled
               3 s  deployment/auth  auth-1: ready
               3 s  deployment/auth  1/1  rolled out: 1 pod available

            """, StringCompareShould.IgnoreLineEndings);
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_explained_with_the_last_lines_of_the_log_and_what_helps()
    {
        var (_, _, error) = await FollowAsync(Snapshot(9, RolloutOutcome.Failed, Auth(ready: 1) with { Outcome = RolloutOutcome.Healthy }, Order()));

        error.ShouldBe("""

            deployment/order: the container 'order' has ended with exit code 3, 3 times by now
              pod: order-1
              the last lines of the log of 'order':
                | starting
                | cannot open the database
              what helps: Its log tells why.

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void The_table_shows_how_far_each_new_pod_is()
    {
        var pod = new PodProgress { Name = "auth-1", Status = "Running", IsScheduled = true, IsPulled = true, Restarts = 2, LastEvent = new(DateTimeOffset.UnixEpoch, "Unhealthy", new string('x', 500), IsWarning: true) };

        var lines = Render(Snapshot(4, RolloutOutcome.Progressing, Auth(ready: 0, pod), Order()), width: 150);

        lines[0].ShouldStartWith("· auth");
        lines[0].ShouldEndWith("0/1  0 of 1 new pods are available");
        lines[1].ShouldStartWith("    auth-1");
        lines[1].ShouldContain("scheduled ✓  pulled ✓  started ·  ready ·  2 restarts  Unhealthy: xxx");
        lines[1].ShouldEndWith("…", Case.Sensitive, "a long event stays on its line");
        lines[2].ShouldStartWith("✗ order");
        lines[2].ShouldEndWith("0/1  the container 'order' has ended with exit code 3, 3 times by now");
        lines[3].ShouldBe("   0 of 2 workloads are rolled out (4 s).");
    }

    [Fact]
    public void The_pods_of_a_workload_that_is_rolled_out_are_not_shown_any_more()
    {
        var pod = new PodProgress { Name = "auth-1", Status = "Running", IsReady = true };

        var lines = Render(Snapshot(4, RolloutOutcome.Healthy, Auth(ready: 1, pod) with { Outcome = RolloutOutcome.Healthy, Status = "1 pod available" }), width: 100);

        lines.ShouldBe(["✓ auth  1/1  1 pod available", "   All 1 workloads are rolled out (4 s)."], Case.Sensitive);
    }

    private static WorkloadProgress Auth(int ready, params PodProgress[] pods) => new()
    {
        Workload = new(ControllerKind.Deployment, "auth"),
        Outcome = RolloutOutcome.Progressing,
        Status = "0 of 1 new pods are available",
        Desired = 1,
        Ready = ready,
        Pods = pods,
    };

    private static WorkloadProgress Order() => Auth(ready: 0) with { Workload = new(ControllerKind.Deployment, "order"), Outcome = RolloutOutcome.Failed, Problem = Crash };

    private static RolloutSnapshot Snapshot(int seconds, RolloutOutcome outcome, params WorkloadProgress[] workloads) => new(outcome, TimeSpan.FromSeconds(seconds), workloads);

    private static async Task<(RolloutSnapshot Last, string Output, string Error)> FollowAsync(params RolloutSnapshot[] snapshots)
    {
        var console = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var last = await CommandConsole.Of(console).ShowAsync(snapshots.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return (last, console.Output.ToString()!, console.Error.ToString()!);
    }

    private static string[] Render(RolloutSnapshot snapshot, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(RolloutTable.Render(snapshot, width));
        return [.. text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
