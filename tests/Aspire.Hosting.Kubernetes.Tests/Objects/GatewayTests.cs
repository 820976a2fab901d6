using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

/// <summary>The routes of the model as a Gateway with HTTPRoutes.</summary>
public sealed class GatewayTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void Each_workload_that_has_routes_has_an_HTTPRoute_of_its_own_in_its_folder()
    {
        var files = Files(AsGateway());

        files["gateway/gateway.yaml"].ShouldContain("  gatewayClassName: eg\n");
        files["gateway/gateway.yaml"].ShouldContain("  - name: http\n    port: 80\n    protocol: HTTP\n");
        files["order/httproute.yaml"].ShouldContain("metadata:\n  name: order\n");
        files["order/httproute.yaml"].ShouldContain("  parentRefs:\n  - name: gateway\n    sectionName: http\n");
        files["order/httproute.yaml"].ShouldContain("  hostnames:\n  - devops.local\n");
        files["order/httproute.yaml"].ShouldContain("        type: PathPrefix\n        value: /orders\n");
        files["order/httproute.yaml"].ShouldContain("    backendRefs:\n    - name: order-service\n      port: 4000\n");
        files.Keys.Where(file => file.EndsWith("httproute.yaml", StringComparison.Ordinal)).ShouldBe(["auth/httproute.yaml", "frontend/httproute.yaml", "order/httproute.yaml"]);
        files.Keys.ShouldNotContain("ingress/ingress.yaml");
    }

    [Fact]
    public void With_a_certificate_the_routes_are_behind_TLS_and_plain_requests_are_sent_there()
    {
        var files = Files(AsGateway(routes => routes with { TlsSecret = "devops-tls" }));

        files["gateway/gateway.yaml"].ShouldContain("  - name: https\n    hostname: devops.local\n    port: 443\n    protocol: HTTPS\n");
        files["gateway/gateway.yaml"].ShouldContain("      certificateRefs:\n      - kind: Secret\n        name: devops-tls\n");
        files["auth/httproute.yaml"].ShouldContain("  - name: gateway\n    sectionName: https\n");
        files["gateway/httproute.yaml"].ShouldContain("    sectionName: http\n  hostnames:\n  - devops.local\n");
        files["gateway/httproute.yaml"].ShouldContain("        scheme: https\n        statusCode: 301\n");
    }

    [Fact]
    public void Each_host_of_TLS_has_a_listener_and_hosts_with_the_same_paths_share_a_route()
    {
        var files = Files(AsGateway(routes => routes with
        {
            TlsSecret = "devops-tls",
            Hosts = ["a.example.com", "b.example.com"],
            Routes = [new(null, "/auth", "Exact", "auth", "http"), new("c.example.com", "/login", "PathPrefix", "auth", "http")],
        }));

        files["gateway/gateway.yaml"].ShouldContain("  - name: https-3\n    hostname: c.example.com\n");
        files["auth/httproute.yaml"].ShouldContain("    sectionName: https-1\n  - name: gateway\n    sectionName: https-2\n  hostnames:\n  - a.example.com\n  - b.example.com\n");
        files["auth/httproute.yaml"].ShouldContain("        type: Exact\n");
        files["auth/httproute-auth-2.yaml"].ShouldContain("    sectionName: https-3\n  hostnames:\n  - c.example.com\n");
    }

    [Fact]
    public void What_no_route_takes_goes_to_the_default_backend_host_by_host()
    {
        var files = Files(AsGateway(routes => routes with
        {
            Routes = [new("a.example.com", "/auth", "PathPrefix", "auth", "http"), new("b.example.com", "/", "PathPrefix", "auth", "http")],
            DefaultBackend = new(null, "/", "Prefix", "frontend", "http"),
        }));

        // The host that leads everything elsewhere has none; hosts that nobody has named have one.
        files["frontend/httproute.yaml"].ShouldNotContain("hostnames:");
        files["frontend/httproute.yaml"].ShouldContain("        value: /\n");
        files["auth/httproute.yaml"].ShouldNotContain("frontend");
    }

    [Fact]
    public void Two_Gateways_may_lead_to_the_same_workload()
    {
        var routes = AsGateway().Ingresses[0];
        var application = _application with { Ingresses = [routes, routes with { Name = "inside", Routes = [new("inside.local", "/auth", "PathPrefix", "auth", "http")] }] };

        var files = Files(application);

        files["auth/httproute-gateway-auth.yaml"].ShouldContain("  name: gateway-auth\n");
        files["auth/httproute-inside-auth.yaml"].ShouldContain("  - name: inside\n");
        files["order/httproute.yaml"].ShouldContain("  name: order\n");
    }

    [Fact]
    public void What_was_said_to_the_Ingress_controller_stays_behind_by_name()
    {
        var before = _application.Ingresses[0] with
        {
            Annotations = new Dictionary<string, string> { ["nginx.ingress.kubernetes.io/limit-rps"] = "5" },
            ControllerNamespace = "somewhere",
            Routes = [new("devops.local", "/(a|b)", "ImplementationSpecific", "auth", "http")],
        };

        var files = Files(_application with { Ingresses = [before] }, routes => routes.AsGateway("eg"));

        var gateway = files["gateway/gateway.yaml"];
        FileTree.NotesOf(gateway).ShouldBe([
            "left behind, as the Gateway has another controller: nginx.ingress.kubernetes.io/limit-rps; state what it is to be told after the change",
            "the path '/(a|b)' was the Ingress controller's to understand (ImplementationSpecific); here it is a prefix",
        ]);
        gateway.ShouldNotContain("annotations:");
        files["auth/networkpolicy.yaml"].ShouldContain("kubernetes.io/metadata.name: envoy-gateway-system\n");
    }

    [Fact]
    public void A_Gateway_becomes_an_Ingress_of_the_same_routes()
    {
        var gateway = AsGateway(routes => routes with
        {
            TlsSecret = "devops-tls",
            Routes = [.. routes.Routes, new("devops.local", "/v[0-9]+", "RegularExpression", "order", "http")],
        });

        var ingress = gateway.ChangeRoutes(routes => routes.AsIngress("nginx"));

        ingress.Object<V1Ingress>("ingress").Spec.Rules.Single().Http.Paths.Select(path => $"{path.Path} {path.PathType}")
            .ShouldBe(["/auth Prefix", "/orders Prefix", "/ Prefix", "/v[0-9]+ ImplementationSpecific"]);
        ingress.Object<V1Ingress>("ingress").Spec.Tls.Single().SecretName.ShouldBe("devops-tls");
        FileTree.NotesOf(KustomizeTree.Build(ApplicationObjects.Build(ingress)).Files["ingress/ingress.yaml"]).Single().ShouldContain("'/v[0-9]+'");
    }

    [Fact]
    public void An_overlay_has_the_Gateway_in_the_place_of_the_Ingress()
    {
        var application = _application with { Overlays = [new("gateway", described => described.ChangeRoutes(routes => routes.AsGateway("eg")))] };

        var files = KustomizeTree.Build(ApplicationObjects.Build(application)).Files;

        files["overlays/gateway/kustomization.yaml"].ShouldContain("- ../../frontend\n- gateway/gateway.yaml\n- auth/httproute.yaml\n");
        files["overlays/gateway/kustomization.yaml"].ShouldNotContain("ingress");
        files.Keys.ShouldContain("ingress/ingress.yaml");
        files.Keys.ShouldContain("overlays/gateway/gateway/gateway.yaml");
    }

    [Fact]
    public void A_name_that_a_workload_has_is_not_taken_from_it()
    {
        var application = _application with { Workloads = [.. _application.Workloads, Sample.Service("gateway", 5000)] };

        application.ChangeRoutes(routes => routes.AsGateway("eg")).Ingresses.Single().Name.ShouldBe("ingress");
    }

    [Fact]
    public void Pods_that_the_controller_starts_beside_the_Gateway_get_to_what_is_routed_and_nowhere_else()
    {
        var application = AsGateway(routes => routes with { ClassName = "nginx" });

        var policy = application.Object<V1NetworkPolicy>("gateway").Spec;
        policy.PodSelector.MatchLabels.ShouldBe(new Dictionary<string, string> { ["gateway.networking.k8s.io/gateway-name"] = "gateway" });
        policy.Ingress.Single().FromProperty.ShouldBeNull();
        policy.Egress.SelectMany(rule => rule.To).Select(peer => peer.NamespaceSelector?.MatchLabels["kubernetes.io/metadata.name"] ?? peer.PodSelector.MatchLabels["app.kubernetes.io/name"])
            .ShouldBe(["kube-system", "nginx-gateway", "auth", "order", "frontend"], ignoreOrder: true);
        application.Object<V1NetworkPolicy>("auth").Spec.Ingress[^1].FromProperty.Single().PodSelector.MatchLabels
            .ShouldBe(new Dictionary<string, string> { ["gateway.networking.k8s.io/gateway-name"] = "gateway" });
    }

    [Fact]
    public void Of_a_Gateway_that_somebody_else_runs_there_are_only_the_routes()
    {
        var files = Files(Existing(new("shared", "infra", "https", "http"), "eg", routes => routes with { TlsSecret = "devops-tls" }));

        files["auth/httproute.yaml"].ShouldContain("  parentRefs:\n  - name: shared\n    namespace: infra\n    sectionName: https\n");
        files["gateway/httproute.yaml"].ShouldContain("  - name: shared\n    namespace: infra\n    sectionName: http\n  hostnames:\n  - devops.local\n");
        files["gateway/httproute.yaml"].ShouldContain("        scheme: https\n        statusCode: 301\n");
        FileTree.NotesOf(files["gateway/httproute.yaml"])
            .ShouldBe(["the certificate is the Gateway's: the Secret 'devops-tls' is not used; whoever runs the Gateway 'infra/shared' gives its listener 'https' one for devops.local"]);
        files["auth/networkpolicy.yaml"].ShouldContain("kubernetes.io/metadata.name: envoy-gateway-system\n");
        files.Keys.ShouldNotContain("gateway/gateway.yaml");
        files.Keys.ShouldNotContain("gateway/networkpolicy.yaml");
    }

    [Fact]
    public void Without_a_listener_the_routes_belong_to_each_that_lets_them_in()
    {
        var files = Files(Existing(new("shared", "infra", null, null), "eg"));

        files["auth/httproute.yaml"].ShouldContain("  parentRefs:\n  - name: shared\n    namespace: infra\n  hostnames:\n");
        files.Keys.ShouldNotContain(file => file.StartsWith("gateway/", StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_that_a_controller_starts_beside_somebody_else_s_Gateway_are_in_its_namespace()
    {
        var peer = Existing(new("shared", "infra", null, null), "nginx").Object<V1NetworkPolicy>("auth").Spec.Ingress[^1].FromProperty.Single();

        peer.NamespaceSelector.MatchLabels.ShouldBe(new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = "infra" });
        peer.PodSelector.MatchLabels.ShouldBe(new Dictionary<string, string> { ["gateway.networking.k8s.io/gateway-name"] = "shared" });
    }

    [Fact]
    public void Of_a_Gateway_whose_class_is_not_told_it_is_noted_what_is_not_known()
    {
        var files = Files(Existing(new("shared", "infra", null, null), null, routes => routes with { MaxRequestBodySize = 5_000_000 }));

        FileTree.NotesOf(files["auth/httproute.yaml"]).ShouldBe([
            "not translated, as the controller of the Gateway 'infra/shared' is not known here: that a request's body may have 5000000 bytes; ask whoever runs the Gateway",
            "it is not known here in which namespace its controller runs, so that everybody may reach what is routed: name the Gateway's class, or it with WithControllerNamespace",
        ]);
    }

    [Fact]
    public void What_no_route_takes_is_left_to_the_other_applications_of_the_Gateway()
    {
        var files = Files(Existing(new("shared", "infra", null, null), "eg", routes => routes with
        {
            Routes = [new("a.example.com", "/auth", "PathPrefix", "auth", "http")],
            DefaultBackend = new(null, "/", "Prefix", "frontend", "http"),
        }));

        files["frontend/httproute.yaml"].ShouldContain("  hostnames:\n  - a.example.com\n");
        files.Keys.ShouldNotContain("frontend/httproute-frontend-2.yaml");
    }

    [Fact]
    public void One_of_its_own_takes_the_place_of_somebody_else_s_again()
    {
        var own = Existing(new("shared", "infra", "https", "http"), "eg").ChangeRoutes(routes => routes.AsGateway("nginx"));

        Files(own)["auth/httproute.yaml"].ShouldContain("  - name: gateway\n    sectionName: http\n");
        Files(Existing(new("shared", "infra", "https", "http"), "eg").ChangeRoutes(routes => routes.AsIngress("nginx"))).Keys.ShouldContain("ingress/ingress.yaml");
    }

    [Theory]
    [InlineData("Shared", "infra", null, null, "'Shared' is no name of a Gateway")]
    [InlineData("shared", "infra.x", null, null, "'infra.x' is no name of a namespace")]
    [InlineData("shared", "infra", "a b", null, "'a b' is no name of a listener")]
    [InlineData("shared", "infra", null, "http", "Requests of the listener 'http' cannot be both served and sent on to HTTPS")]
    [InlineData("shared", "infra", "http", "http", "Requests of the listener 'http' cannot be both served and sent on to HTTPS")]
    public void A_Gateway_that_cannot_be_is_refused(string name, string @namespace, string? listener, string? redirectListener, string problem) =>
        Should.Throw<ArgumentException>(() => new ExistingGatewayDescription(name, @namespace, listener, redirectListener)).Message.ShouldStartWith(problem);

    [Fact]
    public void Requests_that_two_routes_would_take_are_refused() =>
        Should.Throw<Aspire.Hosting.Kubernetes.Validation.ValidationException>(() => Files(AsGateway(routes => routes with { Routes = [.. routes.Routes, new("devops.local", "/auth", "PathPrefix", "order", "http")] })))
            .Message.ShouldContain("devops.local/auth is routed twice");

    [Fact]
    public void In_a_chart_class_listeners_and_hosts_are_values()
    {
        var files = HelmChart.Build(ApplicationObjects.Build(AsGateway(routes => routes with { TlsSecret = "devops-tls" }))).Files;

        files["values.yaml"].ShouldContain("gateway:\n  className: eg\n  listeners:\n  - name: http\n");
        files["values.yaml"].ShouldContain("  hostnames:\n  - devops.local\n");
        files["templates/auth/httproute.yaml"].ShouldContain("  hostnames:\n    {{- toYaml .Values.auth.hostnames | nindent 4 }}\n");
    }

    private ApplicationDescription AsGateway(Func<IngressDescription, IngressDescription>? change = null) =>
        _application.ChangeRoutes(routes => routes.AsGateway("eg")) is var application && change is null ? application : application with { Ingresses = [change(application.Ingresses[0])] };

    private ApplicationDescription Existing(ExistingGatewayDescription gateway, string? className, Func<IngressDescription, IngressDescription>? change = null) =>
        _application.ChangeRoutes(routes => (change is null ? routes : change(routes)).AsRoutesOf(gateway, className));

    private static IReadOnlyDictionary<string, string> Files(ApplicationDescription application, Func<IngressDescription, IngressDescription>? change = null) =>
        KustomizeTree.Build(ApplicationObjects.Build(change is null ? application : application.ChangeRoutes(change))).Files;
}
