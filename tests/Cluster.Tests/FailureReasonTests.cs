using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>What a person is told when the first apply of an application fails: which workload, why, and what helps.</summary>
public sealed class FailureReasonTests
{
    private const string NoWayBack = "there is nothing to go back to";

    [Fact]
    public async Task The_image_cannot_be_pulled()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web", pod => pod.Containers[0].Image = "localhost:5000/no-such-image:1"));

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "deployment/web: the image localhost:5000/no-such-image:1 cannot be pulled", "what helps: ", NoWayBack);
    }

    [Fact]
    public async Task The_program_ends_at_once_and_its_last_lines_are_shown()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web", pod => BusyBox.Run(pod, "echo reading settings; echo the setting PORT is missing; exit 7")));

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "deployment/web: the container 'web' has ended with exit code 7", "    | reading settings\n    | the setting PORT is missing\n", NoWayBack);
    }

    [Fact]
    public async Task The_readiness_probe_fails_until_the_time_is_over()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web", pod =>
        {
            BusyBox.Run(pod, "echo listening on nothing; tail -f /dev/null");
            pod.Containers[0].ReadinessProbe = new() { HttpGet = new() { Path = "/ready", Port = 8080 }, PeriodSeconds = 1 };
        }));

        var result = await application.ApplyAsync("--timeout", "30s");

        result.ShouldFail(ExitCode.Failed, "deployment/web: the container 'web' runs, but its readiness probe fails", "/ready on port 8080", "    | listening on nothing", NoWayBack);
    }

    [Fact]
    public async Task A_key_of_a_Secret_is_missing()
    {
        await using var application = new SmallApplication();
        application.Write(
            new V1Secret { ApiVersion = "v1", Kind = "Secret", Metadata = BusyBox.Metadata("settings"), StringData = new Dictionary<string, string> { ["user"] = "ann" } },
            BusyBox.Deployment("web", pod => pod.Containers[0].Env = [new() { Name = "PASSWORD", ValueFrom = new() { SecretKeyRef = new() { Name = "settings", Key = "password" } } }]));

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "deployment/web: the container 'web' needs the key 'password', which the Secret 'settings' does not have", NoWayBack);
    }

    [Fact]
    public async Task The_namespaces_quota_leaves_no_room()
    {
        await using var application = new SmallApplication();
        application.Write(
            new V1ResourceQuota { ApiVersion = "v1", Kind = "ResourceQuota", Metadata = BusyBox.Metadata("small"), Spec = new() { Hard = new Dictionary<string, ResourceQuantity> { ["pods"] = new("0") } } },
            BusyBox.Deployment("web"));

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "deployment/web: the namespace's quota leaves no room for the pod", "exceeded quota: small", "kubectl describe resourcequota", NoWayBack);
    }

    [Fact]
    public async Task Pod_Security_forbids_the_pod()
    {
        await using var application = new SmallApplication();
        application.Write(application.Home(("pod-security.kubernetes.io/enforce", "restricted")), BusyBox.Deployment("web"));

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "deployment/web: the namespace's Pod Security standard forbids the pod", "runAsNonRoot != true", NoWayBack);
    }

    [Fact]
    public async Task No_node_has_what_is_asked_for()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.StatefulSet("web", pod => pod.Containers[0].Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("500") } }));

        var result = await application.ApplyAsync("--timeout", "15s");

        result.ShouldFail(ExitCode.Failed, "statefulset/web: no node takes the pod", "Insufficient cpu", "It asks for cpu 500", NoWayBack);
    }

    [Fact]
    public async Task A_storage_class_that_does_not_exist_is_told_before_anything_is_changed()
    {
        await using var application = new SmallApplication();
        var database = BusyBox.StatefulSet("database");
        database.Spec.VolumeClaimTemplates = [BusyBox.Claim("data", "no-such-class")];
        application.Write(database);

        var result = await application.ApplyAsync();

        result.ShouldFail(ExitCode.Failed, "StatefulSet/database: there is no StorageClass 'no-such-class'. There are: ", "Nothing was changed.");
        var namespaces = await application.Client.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={application.Namespace}", cancellationToken: TestContext.Current.CancellationToken);
        namespaces.Items.ShouldBeEmpty();
    }
}
