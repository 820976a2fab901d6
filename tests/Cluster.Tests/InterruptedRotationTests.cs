using System.Text;
using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>A new value of a Secret that does not go the straight way: interrupted, and refused by the program that reads it.</summary>
public sealed class InterruptedRotationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interrupted_rotation_is_finished_by_the_next()
    {
        await using var application = new SmallApplication();
        WriteGeneratedPassword(application);
        var web = BusyBox.Deployment("web", ReadPassword);
        web.Spec.MinReadySeconds = 5;
        application.Write(web);
        (await application.ApplyAsync()).ShouldSucceed();
        var before = await PasswordAsync(application);

        await using var rotation = RunningCommand.Start(application.Command("secrets", "rotate", "password"));
        await rotation.PrintsAsync("deployment/web");
        var (exitCode, told) = await rotation.InterruptAsync();

        exitCode.ShouldBe(ExitCode.Interrupted, told);
        told.ShouldContain("Interrupted. The application goes on working as it is; repeat the command to finish.");
        (await application.RunAsync("secrets", "--cluster")).StandardOutput.ShouldContain("being rotated");

        var finished = await application.RunAsync("secrets", "rotate", "password");

        finished.ShouldSucceed();
        finished.StandardOutput.ShouldContain("Finishing the interrupted rotation of password");
        var after = await PasswordAsync(application);
        after.ShouldNotBe(before);
        (finished.StandardOutput + told).ShouldNotContain(after);
        (await application.RunAsync("secrets", "--cluster")).StandardOutput.ShouldNotContain("being rotated");
        (await application.ApplyAsync()).StandardOutput.ShouldContain("the cluster had it all already");
    }

    [Fact]
    public async Task A_StatefulSet_that_does_not_run_with_the_new_value_gets_the_old_one_back()
    {
        await using var application = new SmallApplication();
        application.WriteSecret("credentials", """
            data:
              PASSWORD: "{password}"
            parameters:
            - name: password
            """);
        application.Write(BusyBox.StatefulSet("database", pod =>
        {
            ReadPassword(pod);
            BusyBox.Run(pod, "case $PASSWORD in bad*) echo this password does not do; exit 4;; esac; tail -f /dev/null");
        }));
        application.Environment["Parameters__password"] = "good-one";
        (await application.ApplyAsync()).ShouldSucceed();
        application.Environment["Parameters__password"] = "bad-one";

        var result = await application.RunAsync("secrets", "rotate", "password");

        result.ShouldFail(ExitCode.RolledBack, "statefulset/database: the container 'database' has ended with exit code 4", "    | this password does not do", "Rolled back: ");
        (result.StandardOutput + result.StandardError).ShouldNotContain("bad-one");
        (await PasswordAsync(application)).ShouldBe("good-one");
        (await application.StatusAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_namespace_without_the_application_is_told_at_once()
    {
        await using var application = new SmallApplication();
        WriteGeneratedPassword(application);

        foreach (var command in new string[][] { ["secrets", "rotate", "password"], ["secrets", "retire", "password"], ["rollback"] })
        {
            (await application.RunAsync(command)).ShouldFail(ExitCode.Failed, $"There is no namespace '{application.Namespace}'", $"aspirate apply --namespace {application.Namespace}");
        }
    }

    private static void WriteGeneratedPassword(SmallApplication application) => application.WriteSecret("credentials", """
        data:
          PASSWORD: "{password}"
        parameters:
        - name: password
          generate:
            minLength: 20
        """);

    private static void ReadPassword(V1PodSpec pod) => pod.Containers[0].EnvFrom = [new() { SecretRef = new() { Name = "credentials" } }];

    private static async Task<string> PasswordAsync(SmallApplication application) =>
        Encoding.UTF8.GetString((await application.Client.CoreV1.ReadNamespacedSecretAsync("credentials", application.Namespace, cancellationToken: Cancellation)).Data["PASSWORD"]);
}
