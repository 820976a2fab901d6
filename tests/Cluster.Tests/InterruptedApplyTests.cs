using Cluster.Tests.Small;

namespace Cluster.Tests;

/// <summary>An apply that does not come to its end.</summary>
public sealed class InterruptedApplyTests
{
    [Fact]
    public async Task Ctrl_C_leaves_what_is_applied_and_the_next_apply_goes_on()
    {
        await using var application = SlowApplication();
        await using var apply = RunningCommand.Start(application.Command("apply"));
        await apply.PrintsAsync("deployment/web");

        var (exitCode, told) = await apply.InterruptAsync();

        exitCode.ShouldBe(ExitCode.Interrupted, told);
        told.ShouldContain("Interrupted: revision 1 is applied whole; its workloads were not waited for. See how they are: aspirate status");
        (await application.RunAsync("rollback", "--list")).StandardOutput.ShouldContain("interrupted");

        // Nobody has to wait for a lock that was given up.
        var next = await application.ApplyAsync();
        next.ShouldSucceed();
        next.StandardError.ShouldNotContain("waiting");
        (await application.RunAsync("rollback", "--list")).StandardOutput.ShouldContain("deployed");
    }

    [Fact]
    public async Task What_a_killed_apply_has_locked_is_free_after_a_moment()
    {
        await using var application = SlowApplication();
        await using var apply = RunningCommand.Start(application.Command("apply"));
        await apply.PrintsAsync("deployment/web");

        await apply.KillAsync();

        var next = await application.ApplyAsync();
        next.ShouldSucceed();
        next.StandardError.ShouldContain($"{Environment.UserName}@{Environment.MachineName} is deploying to namespace '{application.Namespace}'; waiting ...");
    }

    private static SmallApplication SlowApplication()
    {
        var application = new SmallApplication();
        var web = BusyBox.Deployment("web");
        web.Spec.MinReadySeconds = 5;
        application.Write(web);
        return application;
    }
}
