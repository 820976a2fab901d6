using System.Net;
using Aspirate.Cluster.Rollouts.Status;
using Microsoft.AspNetCore.Http;

namespace Aspirate.Cluster.Tests.Rollouts;

public sealed class ApplicationStatusReaderTests
{
    private const string Nothing = """{"metadata":{"resourceVersion":"1"},"items":[]}""";

    private const string Gateways = """
        {"metadata":{"resourceVersion":"1"},"items":[{
          "metadata":{"name":"gateway"},
          "spec":{"gatewayClassName":"any","listeners":[{"name":"http","port":80,"protocol":"HTTP","allowedRoutes":{"namespaces":{"from":"Same"}}}]},
          "status":{"addresses":[{"type":"IPAddress","value":"10.0.0.9"}],"conditions":[{"type":"Accepted","status":"True"}]}}]}
        """;

    private const string Routes = """
        {"metadata":{"resourceVersion":"1"},"items":[{
          "metadata":{"name":"gateway","labels":{"app.kubernetes.io/managed-by":"aspirate","app.kubernetes.io/name":"gateway"}},
          "spec":{"parentRefs":[{"group":"gateway.networking.k8s.io","kind":"Gateway","name":"gateway","sectionName":"http"}],"hostnames":["shop.example"],
                  "rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/"}}],"backendRefs":[{"name":"frontend","port":3000,"weight":1}]}]},
          "status":{"parents":[]}}]}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_routes_of_a_Gateway_are_read_where_the_cluster_has_them()
    {
        var status = await ReadAsync(request => request.Path.Value!.Split('/')[^1] switch
        {
            "gateways" => (HttpStatusCode.OK, Gateways),
            "httproutes" => (HttpStatusCode.OK, Routes),
            _ => (HttpStatusCode.OK, Nothing),
        });

        status.Addresses.ShouldBe([new AddressStatus("http://shop.example/", "frontend", "gateway", "10.0.0.9")]);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "the server could not find the requested resource")]
    [InlineData(HttpStatusCode.Forbidden, """gateways.gateway.networking.k8s.io is forbidden: User "ann" cannot list resource "gateways" in API group "gateway.networking.k8s.io" in the namespace "shop" """)]
    public async Task A_cluster_without_the_Gateway_API_or_the_right_to_see_it_has_no_such_addresses(HttpStatusCode answer, string message)
    {
        var status = await ReadAsync(request => request.Path.Value!.Contains("gateway", StringComparison.Ordinal)
            ? (answer, FakeApiServer.Status((int)answer, answer.ToString(), message))
            : (HttpStatusCode.OK, Nothing));

        status.Addresses.ShouldBeEmpty();
    }

    private static async Task<ApplicationStatus> ReadAsync(Func<HttpRequest, (HttpStatusCode, string)> answer)
    {
        await using var server = await FakeApiServer.StartAsync(request => request.Path.Value!.Contains("/namespaces/shop/", StringComparison.Ordinal) ? answer(request) : null);
        using var connection = await ClusterConnection.OpenAsync(kubeconfig: server.Kubeconfig, cancellationToken: Cancellation);
        return await new ApplicationStatusReader(connection.Client, "shop", TimeProvider.System).ReadAsync(Cancellation);
    }
}
