using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspirate.Addresses;
using Aspirate.Cluster.Applying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aspirate.Tests.Addresses;

public sealed class ApplicationAddressTests
{
    [Fact]
    public void Each_host_of_an_ingress_is_opened_at_its_shortest_path_by_https_where_it_has_a_certificate()
    {
        var ingress = Object("""
            {
              "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": { "name": "shop" },
              "spec": {
                "tls": [ { "hosts": [ "pay.example" ], "secretName": "pay-tls" } ],
                "rules": [
                  { "host": "shop.example", "http": { "paths": [ { "path": "/orders" }, { "path": "/" } ] } },
                  { "host": "pay.example", "http": { "paths": [ { "path": "/pay" } ] } },
                  { "host": "*.example", "http": { "paths": [ { "path": "/" } ] } },
                  { "http": { "paths": [ { "path": "/" } ] } } ]
              }
            }
            """);

        ApplicationAddress.Of([ingress, Service("web", 80)]).Select(address => address.Url.AbsoluteUri).ShouldBe(["http://shop.example/", "https://pay.example/pay"]);
    }

    [Fact]
    public void Behind_a_Gateway_each_host_is_opened_at_the_listener_that_leads_to_the_application()
    {
        var gateway = Object("""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": { "name": "gateway", "namespace": "shop" },
              "spec": { "listeners": [ { "name": "http", "protocol": "HTTP", "port": 80 }, { "name": "https", "protocol": "HTTPS", "port": 8443, "hostname": "pay.example" } ] }
            }
            """);
        var plain = Route("shop", "http", "shop.example", """{ "matches": [ { "path": { "value": "/orders" } }, { "path": { "value": "/" } } ], "backendRefs": [ { "name": "web", "port": 80 } ] }""");
        var secure = Route("pay", "https", "pay.example", """{ "backendRefs": [ { "name": "pay", "port": 80 } ] }""");
        var redirect = Route("redirect", "http", "pay.example", """{ "filters": [ { "type": "RequestRedirect" } ] }""");

        var addresses = ApplicationAddress.Of([gateway, plain, secure, redirect]);

        addresses.Select(address => address.Url.AbsoluteUri).ShouldBe(["http://shop.example/", "https://pay.example:8443/"]);
        addresses.ShouldAllBe(address => address.Entrance == gateway.Reference);

        static ClusterObject Route(string name, string listener, string host, string rule) => Object($$"""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": { "name": "{{name}}", "namespace": "shop" },
              "spec": { "parentRefs": [ { "name": "gateway", "sectionName": "{{listener}}" } ], "hostnames": [ "{{host}}" ], "rules": [ {{rule}} ] }
            }
            """);
    }

    [Fact]
    public void Of_several_listeners_of_somebody_else_s_Gateway_the_one_with_a_certificate_is_opened()
    {
        var gateway = Object("""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "metadata": { "name": "shared", "namespace": "infra" },
              "spec": { "listeners": [ { "name": "http", "protocol": "HTTP", "port": 80 }, { "name": "other", "protocol": "HTTPS", "port": 8443, "hostname": "*.else.example" }, { "name": "https", "protocol": "HTTPS", "port": 443, "hostname": "*.example" } ] }
            }
            """);
        var route = Object("""
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": { "name": "web", "namespace": "shop" },
              "spec": { "parentRefs": [ { "name": "shared", "namespace": "infra" } ], "hostnames": [ "shop.example" ], "rules": [ { "backendRefs": [ { "name": "web", "port": 80 } ] } ] }
            }
            """);

        ApplicationAddress.ExistingGateways([route, Service("web", 80)]).ShouldBe([gateway.Reference]);
        ApplicationAddress.Of([route, gateway]).ShouldHaveSingleItem().ShouldBe(new(gateway.Reference, new("https://shop.example/")));

        // Whoever runs it need not show it.
        ApplicationAddress.Of([route]).ShouldHaveSingleItem().Url.ShouldBe(new("http://shop.example/"));
    }

    [Fact]
    public void An_application_without_ingress_has_no_address() => ApplicationAddress.Of([Service("web", 80)]).ShouldBeEmpty();

    [Theory]
    [InlineData(200, true)]
    [InlineData(302, true)]
    [InlineData(401, true)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public void An_answer_is_told_from_that_of_a_controller_which_has_nothing_behind_it(int status, bool isApplication) =>
        new Answer(Address(80), IPAddress.Loopback, (HttpStatusCode)status, IsTrusted: true).IsApplication.ShouldBe(isApplication);

    [Fact]
    public async Task The_application_is_asked_by_its_name_though_this_machine_does_not_know_it()
    {
        await using var web = await StartAsync(context => context.Request.Host.Host == "shop.invalid" ? 302 : 404);
        var address = Address(PortOf(web));

        var answer = await ApplicationProbe.AskAsync(address, IPAddress.Loopback, CancellationToken.None);

        answer.ShouldBe(new(address, IPAddress.Loopback, HttpStatusCode.Found, IsTrusted: true));
        (await EntranceAddresses.ResolveAsync("shop.invalid", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_listens_nothing_answers()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        (await ApplicationProbe.AskAsync(Address(port), IPAddress.Loopback, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_cancels_is_not_taken_for_an_application_that_does_not_answer()
    {
        await using var web = await StartAsync(_ => 200);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => ApplicationProbe.AskAsync(Address(PortOf(web)), IPAddress.Loopback, cancelled.Token));
    }

    [Fact]
    public void The_way_to_the_dashboard_names_commands_and_no_token()
    {
        var access = DashboardAccess.Of([Service("web", 80), Service("dashboard-service", 18888)], "shop", "minikube").ShouldNotBeNull();

        access.Forward.ShouldBe("kubectl --context minikube --namespace shop port-forward service/dashboard-service 18888:18888");
        access.Token.ShouldBe("aspirate secrets get dashboard-browser-token --namespace shop --kubernetes-context minikube");
        DashboardAccess.Of([Service("web", 80)], "shop", context: null).ShouldBeNull();
    }

    [Fact]
    public void The_port_of_the_dashboard_is_known_however_a_number_was_read()
    {
        var service = Service("dashboard-service", 80);
        service.Json["spec"]!["ports"]![0]!["port"] = JsonValue.Create(18888L); // as YAML has it

        DashboardAccess.Of([service], "shop", context: null).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("--target", "Archive")]
    [InlineData("--output-path", "images")]
    public async Task Archives_cannot_be_run(string option, string value)
    {
        var result = await CommandLine.RunAsync("run", option, value);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("aspirate build");
    }

    private static ApplicationAddress Address(int port) => new(new("networking.k8s.io/v1", "Ingress", "shop", "shop"), new Uri($"http://shop.invalid:{port}/"));

    private static ClusterObject Service(string name, int port) => Object($$"""
        { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "{{name}}" }, "spec": { "ports": [ { "port": {{port}} } ] } }
        """);

    private static ClusterObject Object(string json) => new(JsonNode.Parse(json)!.AsObject());

    private static int PortOf(WebApplication web) => new Uri(web.Urls.First()).Port;

    private static async Task<WebApplication> StartAsync(Func<HttpContext, int> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Run(context =>
        {
            context.Response.StatusCode = answer(context);
            return Task.CompletedTask;
        });
        await web.StartAsync();
        return web;
    }
}
