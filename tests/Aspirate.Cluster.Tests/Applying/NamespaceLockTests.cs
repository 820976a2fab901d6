using System.Net;
using Aspirate.Cluster.Applying;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class NamespaceLockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_namespace_is_locked_until_the_lock_is_given_up()
    {
        await using var cluster = await FakeCluster.StartAsync();
        using var connection = await ClusterConnection.OpenAsync(kubeconfig: cluster.Kubeconfig, cancellationToken: Cancellation);

        await using (await NamespaceLock.AcquireAsync(connection.Client, "shop", cancellationToken: Cancellation))
        {
            cluster.Names("shop", "leases").ShouldBe(["aspirate"]);
        }

        cluster.Names("shop", "leases").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_named_at_once()
    {
        await using var server = await FakeApiServer.StartAsync(request => Refuse(request, HttpStatusCode.NotFound, "NotFound", "namespaces \"shop\" not found"));

        var refusal = await RefusalAsync(server);

        refusal.ShouldContain("There is no namespace 'shop'");
        refusal.ShouldContain("aspirate apply --namespace shop");
    }

    [Theory]
    [InlineData("""leases.coordination.k8s.io "aspirate-x" is forbidden: unable to create new content in namespace shop because it is being terminated""", "because it is being terminated")]
    [InlineData("""leases.coordination.k8s.io is forbidden: User "ann" cannot create resource "leases" in API group "coordination.k8s.io" in the namespace "shop" """, "'ann' may not create leases in namespace 'shop'")]
    public async Task What_forbids_the_lock_is_told_at_once(string message, string told)
    {
        await using var server = await FakeApiServer.StartAsync(request => Refuse(request, HttpStatusCode.Forbidden, "Forbidden", message));

        (await RefusalAsync(server)).ShouldContain(told);
    }

    private static async Task<string> RefusalAsync(FakeApiServer server)
    {
        using var connection = await ClusterConnection.OpenAsync(kubeconfig: server.Kubeconfig, cancellationToken: Cancellation);
        return (await Should.ThrowAsync<ClusterException>(() => NamespaceLock.AcquireAsync(connection.Client, "shop", _ => throw new InvalidOperationException("Nobody is waited for."), Cancellation))).Message;
    }

    private static (HttpStatusCode, string)? Refuse(Microsoft.AspNetCore.Http.HttpRequest request, HttpStatusCode status, string reason, string message) =>
        request.Path.Value!.Contains("leases", StringComparison.Ordinal) ? (status, FakeApiServer.Status((int)status, reason, message)) : null;
}
