using System.Text.Json.Nodes;
using Grpc.Core;
using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Serving;

/// <summary>The command <c>restart</c>.</summary>
public sealed class RestartTests
{
    private static readonly ResourceCommandRequest Restart = new() { CommandName = "restart", ResourceName = "order", ResourceType = "Deployment" };

    [Fact]
    public async Task A_restart_is_a_rolling_one_by_an_annotation_of_the_pod_template()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("deployments", With(Deployment("shop-order"), deployment => deployment.Metadata.Labels["app.kubernetes.io/name"] = "order"));
        await using var service = await RunningService.StartAsync(cluster, "--Resources:AllowRestart=true");
        using var watched = new WatchedResources(service);
        var command = (await watched.UntilAsync(resources => resources.Count == 1))["order"].Commands.ShouldHaveSingleItem();

        var response = await service.Client.ExecuteResourceCommandAsync(Restart, RunningService.Call());

        (command.Name, command.ConfirmationMessage).ShouldBe(("restart", "Replace the pods of order by new ones?"));
        (response.Kind, response.Message).ShouldBe((ResourceCommandResponseKind.Succeeded, "The pods of order are being replaced."));
        var patch = cluster.Patches.ShouldHaveSingleItem();
        patch.Key.ShouldBe("/apis/apps/v1/namespaces/shop/deployments/shop-order");
        JsonNode.Parse(patch.Value)!["spec"]!["template"]!["metadata"]!["annotations"]!["kubectl.kubernetes.io/restartedAt"]!.GetValue<DateTime>().ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Who_does_not_allow_it_has_no_command_and_nothing_is_done()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("deployments", Deployment("order"));
        await using var service = await RunningService.StartAsync(cluster);
        using var watched = new WatchedResources(service);
        (await watched.UntilAsync(resources => resources.Count == 1))["order"].Commands.ShouldBeEmpty();

        var refused = await Should.ThrowAsync<RpcException>(async () => await service.Client.ExecuteResourceCommandAsync(Restart, RunningService.Call()));

        refused.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        cluster.Patches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Role_that_does_not_allow_it_is_told()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("deployments", Deployment("order"));
        cluster.Refused["patch deployments"] = true;
        await using var service = await RunningService.StartAsync(cluster, "--Resources:AllowRestart=true");
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(resources => resources.Count == 1);

        var response = await service.Client.ExecuteResourceCommandAsync(Restart, RunningService.Call());

        response.Kind.ShouldBe(ResourceCommandResponseKind.Failed);
        response.Message.ShouldContain("may not patch");
    }

    [Theory]
    [InlineData("order-1-a")]
    [InlineData("other")]
    public async Task What_is_no_workload_cannot_be_restarted(string name)
    {
        await using var cluster = await FakeNamespace.StartAsync();
        cluster.Put("pods", Pod("order-1-a", "order"));
        await using var service = await RunningService.StartAsync(cluster, "--Resources:AllowRestart=true");
        using var watched = new WatchedResources(service);
        await watched.UntilAsync(resources => resources.Count == 2);

        var response = await service.Client.ExecuteResourceCommandAsync(new() { CommandName = "restart", ResourceName = name }, RunningService.Call());

        (response.Kind, response.Message).ShouldBe((ResourceCommandResponseKind.Failed, $"There is no workload '{name}' that could be restarted."));
    }

    [Fact]
    public async Task Another_command_is_not_there()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster, "--Resources:AllowRestart=true");

        (await Should.ThrowAsync<RpcException>(async () => await service.Client.ExecuteResourceCommandAsync(new() { CommandName = "stop", ResourceName = "order" }, RunningService.Call()))).StatusCode.ShouldBe(StatusCode.NotFound);
    }
}
