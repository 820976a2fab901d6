using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Preflight;

namespace Aspirate.Cluster.Tests.Applying;

/// <summary>What would keep requests away is told before anything is changed.</summary>
public sealed class EntranceCheckTests : IAsyncLifetime
{
    private const string Home = "shop";

    private FakeCluster _cluster = null!;
    private ClusterConnection _connection = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Place("gatewayclasses/acme", """{"apiVersion":"gateway.networking.k8s.io/v1","kind":"GatewayClass","spec":{"controllerName":"acme.example/gateway"},"status":{"conditions":[{"type":"Accepted","status":"True"}]}}""");
        _cluster.Place("ingressclasses/nginx", """{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","spec":{"controller":"k8s.io/ingress-nginx"}}""");
        _connection = await ClusterConnection.OpenAsync(kubeconfig: _cluster.Kubeconfig, cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Routes_that_lead_to_Services_of_the_tree_or_of_the_cluster_pass()
    {
        _cluster.Place("namespaces/shop/services/old", """{"apiVersion":"v1","kind":"Service","spec":{"ports":[{"port":8080}]}}""");

        (await CheckAsync(RoutingObjects.Gateway(), RoutingObjects.Service("web"), RoutingObjects.Route("web"), RoutingObjects.Route("old", port: 8080))).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobody", 80, "HTTPRoute/nobody: it leads to the Service 'nobody', which neither the tree nor the cluster has")]
    [InlineData("web", 81, "HTTPRoute/web: it leads to port 81 of the Service 'web', which has 80")]
    public async Task A_route_that_leads_nowhere_is_refused(string service, int port, string problem) =>
        (await RefusedAsync(RoutingObjects.Gateway(), RoutingObjects.Service("web"), RoutingObjects.Route(service, port: port))).ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData("""{"type":"Accepted","status":"False","reason":"InvalidParameters","message":"no such parameters"}""", "does not accept the GatewayClass 'acme': no such parameters")]
    [InlineData("""{"type":"Accepted","status":"Unknown","reason":"Pending"}""", "no controller has accepted the GatewayClass 'acme': its controller 'acme.example/gateway' does not run")]
    public async Task A_class_that_nobody_serves_is_refused(string condition, string problem)
    {
        _cluster.Place("gatewayclasses/acme", $$$"""{"apiVersion":"gateway.networking.k8s.io/v1","kind":"GatewayClass","spec":{"controllerName":"acme.example/gateway"},"status":{"conditions":[{{{condition}}}]} }""");

        (await RefusedAsync(RoutingObjects.Gateway())).ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public async Task A_class_that_does_not_exist_is_refused_with_those_that_do() =>
        (await RefusedAsync(RoutingObjects.Gateway(className: "other"))).ShouldHaveSingleItem().ShouldContain("there is no GatewayClass 'other'. There are: acme. Install a controller of the Gateway API");

    [Fact]
    public async Task A_cluster_without_the_Gateway_API_is_told_once()
    {
        _cluster.Missing.Add("gateway.networking.k8s.io/v1");

        (await RefusedAsync(RoutingObjects.Gateway(), RoutingObjects.Service("web"), RoutingObjects.Route("web"), RoutingObjects.Route("web", "more")))
            .ShouldHaveSingleItem().ShouldContain("has no Gateway API (gateway.networking.k8s.io). Install a controller that serves it");
    }

    [Theory]
    [InlineData("""{"from":"All"}""", null, "shop.example")]
    [InlineData("""{"from":"Selector","selector":{"matchLabels":{"team":"shop"}}}""", "https", "*.example")]
    [InlineData("""{"from":"Selector","selector":{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"In","values":["shop"]}]}}""", "https", null)]
    public async Task Somebody_else_s_Gateway_that_lets_the_routes_in_passes(string namespaces, string? section, string? host)
    {
        _cluster.Place("namespaces/shop", """{"apiVersion":"v1","kind":"Namespace","metadata":{"labels":{"team":"shop"}}}""");
        PlaceShared(namespaces, host);

        (await CheckAsync(RoutingObjects.Service("web"), SharedRoute(section))).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"from":"Same"}""", "https", "shop.example", "the Gateway 'infra/shared' does not let routes of the namespace 'shop' in. Ask whoever runs it to allow it in a listener (allowedRoutes.namespaces)")]
    [InlineData("""{"from":"Selector","selector":{"matchLabels":{"team":"shop"}}}""", "https", "shop.example", "It takes those of namespaces with the labels team=shop: ask whoever runs it, who may label yours (kubectl label namespace shop team=shop).")]
    [InlineData("""{"from":"All"}""", "main", "shop.example", "the Gateway 'infra/shared' has no listener 'main'. Name one that it has in the model: https.")]
    [InlineData("""{"from":"All"}""", "https", "*.example.org", "no listener of the Gateway 'infra/shared' that lets it in has its host (shop.example); they have *.example.org.")]
    public async Task Somebody_else_s_Gateway_that_does_not_is_told_before_anything_is_changed(string namespaces, string section, string host, string problem)
    {
        PlaceShared(namespaces, host);

        (await RefusedAsync(RoutingObjects.Service("web"), SharedRoute(section))).ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public async Task Somebody_else_s_Gateway_that_is_not_there_is_told_unless_it_may_not_be_seen()
    {
        (await RefusedAsync(RoutingObjects.Service("web"), SharedRoute(null))).ShouldHaveSingleItem().ShouldStartWith("HTTPRoute/web: it belongs to the Gateway 'infra/shared', which the cluster does not have.");

        _cluster.Denied.Add("get gateways");
        (await CheckAsync(RoutingObjects.Service("web"), SharedRoute(null))).Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_certificate_is_noted_with_the_command_that_makes_it()
    {
        var gateway = RoutingObjects.Gateway(secret: "web-tls");

        (await CheckAsync(gateway)).Notes.ShouldHaveSingleItem().ShouldContain("kubectl -n shop create secret tls web-tls");
        _cluster.Place("namespaces/shop/secrets/web-tls", """{"apiVersion":"v1","kind":"Secret"}""");
        (await CheckAsync(gateway)).Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_makes_certificates_by_itself_is_let_do_so()
    {
        var gateway = RoutingObjects.Gateway(secret: "web-tls");
        gateway.Json["metadata"]!["annotations"] = new System.Text.Json.Nodes.JsonObject { ["cert-manager.io/cluster-issuer"] = "letsencrypt" };

        (await CheckAsync(gateway)).Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_controller_without_security_fixes_is_advised_against_once()
    {
        (await CheckAsync(RoutingObjects.Ingress())).Notes.ShouldHaveSingleItem().ShouldContain("ingress-nginx, which serves the class 'nginx', has had no security fixes since March 2026");

        _cluster.Place("namespaces/shop/ingresses/ingress", RoutingObjects.Ingress().Json.ToJsonString());
        (await CheckAsync(RoutingObjects.Ingress())).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("minikube", null, true)]
    [InlineData("my-profile", "minikube.sigs.k8s.io", true)]
    [InlineData("kind-dev", null, true)]
    [InlineData("orbstack", null, true)]
    [InlineData("production", null, false)]
    public void A_cluster_for_development_is_known_by_its_context(string context, string? provider, bool isLocal) => new ClusterContext(context, provider).IsLocal.ShouldBe(isLocal);

    private void PlaceShared(string namespaces, string? host) => _cluster.Place("namespaces/infra/gateways/shared", $$$"""
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
          "spec": { "gatewayClassName": "acme", "listeners": [ { "name": "https", "port": 443, "protocol": "HTTPS"{{{(host is null ? "" : $", \"hostname\": \"{host}\"")}}}, "allowedRoutes": { "namespaces": {{{namespaces}}} } } ] }
        }
        """);

    private static ClusterObject SharedRoute(string? section)
    {
        var route = RoutingObjects.Route("web");
        var parent = route.Json["spec"]!["parentRefs"]![0]!.AsObject();
        (parent["name"], parent["namespace"]) = ("shared", "infra");
        if (section is not null)
        {
            parent["sectionName"] = section;
        }

        return route;
    }

    private Task<CheckedObjects> CheckAsync(params ClusterObject[] objects) =>
        new ApplicationDeployer(_connection, Home, TimeProvider.System).CheckAsync([TestObjects.Namespace(Home), .. objects], cancellationToken: Cancellation);

    private async Task<IReadOnlyList<string>> RefusedAsync(params ClusterObject[] objects) => (await Should.ThrowAsync<PreflightException>(() => CheckAsync(objects))).Problems;
}
