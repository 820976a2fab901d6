using System.Net;
using Aspirate.Addresses;
using Aspirate.Cluster.Applying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspirate.Tests.Addresses;

public sealed class ApplicationProofTests
{
    // What this machine takes the name for, and what the Ingress reports.
    private static readonly IPAddress Known = IPAddress.Parse("127.0.0.1");
    private static readonly IPAddress Reported = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task A_controller_that_learns_of_the_ingress_later_where_the_name_leads_is_waited_for()
    {
        var asked = 0;

        var answer = await ProveAsync(address => address.Equals(Known) && Interlocked.Increment(ref asked) == 1 ? 404 : 200);

        answer.ShouldNotBeNull().Target.ShouldBe(Known);
    }

    [Fact]
    public async Task An_application_that_answers_only_where_the_name_does_not_lead_is_found()
    {
        var answer = await ProveAsync(address => address.Equals(Known) ? 404 : 200);

        answer.ShouldNotBeNull().Target.ShouldBe(Reported);
        answer.IsApplication.ShouldBeTrue();
    }

    [Fact]
    public async Task What_answers_in_its_place_is_told_when_it_does_not()
    {
        var answer = await ProveAsync(_ => 503, TimeSpan.Zero);

        answer.ShouldNotBeNull().Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_Gateway_reports_its_addresses_as_an_Ingress_does()
    {
        var answer = await ProveAsync(address => address.Equals(Known) ? 404 : 200, entrance: new("gateway.networking.k8s.io/v1", "Gateway", "shop", "shop"));

        answer.ShouldNotBeNull().Target.ShouldBe(Reported);
    }

    private static async Task<Answer?> ProveAsync(Func<IPAddress, int> answer, TimeSpan? patience = null, ObjectReference? entrance = null)
    {
        await using var cluster = await FakeApiServer.StartAsync(request =>
            request.Path.Value!.EndsWith("/gateways/shop", StringComparison.Ordinal) ? (HttpStatusCode.OK, $$"""{ "status": { "addresses": [ { "type": "IPAddress", "value": "{{Reported}}" } ] } }""")
            : request.Path.Value!.EndsWith("/ingresses/shop", StringComparison.Ordinal) ? (HttpStatusCode.OK, $$"""{ "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": { "name": "shop" }, "status": { "loadBalancer": { "ingress": [ { "ip": "{{Reported}}" } ] } } }""")
            : null);
        await using var web = await StartAsync(answer);
        using var connection = await ClusterConnection.OpenAsync(null, cluster.Kubeconfig, CancellationToken.None);
        var address = new ApplicationAddress(entrance ?? new("networking.k8s.io/v1", "Ingress", "shop", "shop"), new Uri($"http://{Known}:{new Uri(web.Urls.First()).Port}/"));

        return await new ApplicationProof(connection, "shop", TimeProvider.System).WaitAsync(address, patience ?? TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    private static async Task<WebApplication> StartAsync(Func<IPAddress, int> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        var web = builder.Build();
        web.Run(context =>
        {
            context.Response.StatusCode = answer(context.Connection.LocalIpAddress!.MapToIPv4());
            return Task.CompletedTask;
        });
        await web.StartAsync();
        return web;
    }
}
