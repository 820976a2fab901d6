using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>The way back: to an earlier revision, by itself or by command, and out of the cluster again.</summary>
public sealed class RollbackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_StatefulSet_with_a_bad_image_goes_back_and_is_healthy_again()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.StatefulSet("database"));
        (await application.ApplyAsync()).ShouldSucceed();
        application.Write(BusyBox.StatefulSet("database", pod => pod.Containers[0].Image = "localhost:5000/no-such-image:1"));

        var result = await application.ApplyAsync();

        // The controller waits for the broken pod for ever; somebody has to take it away.
        result.ShouldFail(ExitCode.RolledBack, "statefulset/database: the image localhost:5000/no-such-image:1 cannot be pulled", "Rolled back: revision 2 failed for the reason above; revision 1 runs again (as 3).");
        var (exitCode, status) = await application.StatusAsync();
        exitCode.ShouldBe(0);
        status.GetProperty("isHealthy").GetBoolean().ShouldBeTrue();
        status.GetProperty("workloads")[0].GetProperty("images")[0].GetString().ShouldBe("busybox:1.36");
        status.GetProperty("revision").GetProperty("number").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task An_older_revision_is_applied_again_whole()
    {
        await using var application = new SmallApplication();
        foreach (var level in new[] { "one", "two", "three" })
        {
            application.Write(BusyBox.ConfigMap("settings", "LEVEL", level), BusyBox.Deployment(level == "one" ? "web" : "shop"));
            (await application.ApplyAsync()).ShouldSucceed();
        }

        (await application.RunAsync("rollback", "1")).ShouldSucceed();

        (await application.Client.CoreV1.ReadNamespacedConfigMapAsync("settings", application.Namespace, cancellationToken: Cancellation)).Data["LEVEL"].ShouldBe("one");
        var deployments = await application.Client.AppsV1.ListNamespacedDeploymentAsync(application.Namespace, cancellationToken: Cancellation);
        deployments.Items.Select(deployment => deployment.Name()).ShouldBe(["web"]);
        var list = (await application.RunAsync("rollback", "--list")).StandardOutput;
        list.ShouldContain("rollback to 1");
        list.Split('\n').Count(line => line.Contains("deployed", StringComparison.Ordinal)).ShouldBe(4);
        (await application.RunAsync("rollback", "9")).ShouldFail(ExitCode.Failed, "has no revision 9. There are: 1, 2, 3, 4.");
    }

    [Fact]
    public async Task The_status_tells_programs_the_truth()
    {
        await using var application = new SmallApplication();
        var database = BusyBox.StatefulSet("database");
        database.Spec.VolumeClaimTemplates = [BusyBox.Claim("data")];
        application.Write(database, BusyBox.Deployment("web"));
        (await application.ApplyAsync()).ShouldSucceed();

        var (healthyCode, healthy) = await application.StatusAsync();
        healthyCode.ShouldBe(0);
        healthy.GetProperty("isHealthy").GetBoolean().ShouldBeTrue();
        healthy.GetProperty("namespace").GetString().ShouldBe(application.Namespace);
        healthy.GetProperty("revision").GetProperty("state").GetString().ShouldBe("deployed");
        healthy.GetProperty("workloads").EnumerateArray().Select(workload => workload.GetProperty("name").GetString()).ShouldBe(["database", "web"]);
        healthy.GetProperty("volumes")[0].GetProperty("claim").GetString().ShouldBe("data-database-0");

        application.Write(database, BusyBox.Deployment("web", pod => (pod.Containers[0].Image, pod.Containers[0].ImagePullPolicy) = ("no-such-image:1", "Never")));
        (await application.ApplyAsync("--no-wait")).ShouldSucceed();
        await application.WaitForPodAsync("web", pod => pod.Status.ContainerStatuses is [{ State.Waiting.Reason: "ErrImageNeverPull" }]);

        var (brokenCode, broken) = await application.StatusAsync();
        brokenCode.ShouldBe(1);
        broken.GetProperty("isHealthy").GetBoolean().ShouldBeFalse();
        var web = broken.GetProperty("workloads")[1];
        web.GetProperty("problem").GetProperty("reason").GetString().ShouldBe("ImagePull");

        // The pod of the revision before still answers.
        web.GetProperty("ready").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_log_is_followed_from_the_old_pods_to_the_new_ones()
    {
        await using var application = new SmallApplication();
        Write("one");
        (await application.ApplyAsync()).ShouldSucceed();

        await using var logs = RunningCommand.Start(application.Command("logs", "--follow", "web"));
        await logs.PrintsAsync("this is revision one");
        Write("two");
        (await application.ApplyAsync()).ShouldSucceed();
        await logs.PrintsAsync("this is revision two");
        (await logs.InterruptAsync()).ExitCode.ShouldBe(ExitCode.Interrupted);

        void Write(string revision) => application.Write(BusyBox.Deployment("web", pod => BusyBox.Run(pod, $"while true; do echo this is revision {revision}; sleep 1; done")));
    }

    [Fact]
    public async Task Data_outlives_the_application_until_it_is_asked_to_go()
    {
        await using var application = new SmallApplication();
        var database = BusyBox.StatefulSet("database");
        database.Spec.VolumeClaimTemplates = [BusyBox.Claim("data")];
        application.Write(database);
        (await application.ApplyAsync()).ShouldSucceed();

        var kept = await application.RunAsync("destroy");

        kept.ShouldSucceed();
        kept.StandardOutput.ShouldContain("Its data stays (PersistentVolumeClaim/data-database-0)");
        (await application.Client.AppsV1.ListNamespacedStatefulSetAsync(application.Namespace, cancellationToken: Cancellation)).Items.ShouldBeEmpty();
        (await application.Client.CoreV1.ListNamespacedPersistentVolumeClaimAsync(application.Namespace, cancellationToken: Cancellation)).Items.ShouldHaveSingleItem();

        (await application.RunAsync("destroy", "--volumes")).ShouldSucceed();

        (await application.Client.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={application.Namespace}", cancellationToken: Cancellation)).Items.ShouldBeEmpty();
        var again = await application.RunAsync("destroy", "--volumes");
        again.ShouldSucceed();
        again.StandardOutput.ShouldContain("Nothing of aspirate runs in namespace");
    }
}
