using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Applying.Planning;
using Aspirate.Cluster.Applying.Preflight;
using Aspirate.Cluster.Applying.Revisions;

namespace Aspirate.Cluster.Tests.Applying;

/// <summary>How a new version comes beside the old one.</summary>
public sealed class CanaryPlanTests : IAsyncLifetime
{
    private const string Home = "shop";

    private FakeCluster _cluster = null!;
    private ClusterConnection _connection = null!;
    private ApplicationDeployer _deployer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _cluster.Place("gatewayclasses/acme", """{"apiVersion":"gateway.networking.k8s.io/v1","kind":"GatewayClass","status":{"conditions":[{"type":"Accepted","status":"True"}]}}""");
        _connection = await ClusterConnection.OpenAsync(kubeconfig: _cluster.Kubeconfig, cancellationToken: Cancellation);
        _deployer = new(_connection, Home, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task The_new_version_comes_under_names_and_labels_of_its_own_and_the_old_one_stays_as_it_is()
    {
        await ApplyAsync(Application("web:1"));
        _cluster.Writes.Clear();

        var canary = await PlanAsync(Application("web:2", setting: "two"), percent: 30);
        await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);

        // The ConfigMap changes, so that the new pods have one of their own; the Secrets stay, and are shared.
        _cluster.Writes.ShouldBe([
            "POST secrets/aspirate-revision-2", "PATCH configmaps/web-config-canary", "PATCH services/web-canary", "PATCH networkpolicies/web-canary",
            "PATCH networkpolicies/database-canary-peers", "PATCH deployments/web-canary"], ignoreOrder: true);
        var deployment = Live("deployments/web-canary");
        deployment["spec"]!["replicas"]!.GetValue<int>().ShouldBe(2, "30% of 4 pods, rounded up");
        var template = deployment["spec"]!["template"]!;
        template["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe("web:2");
        template["spec"]!["containers"]![0]!["envFrom"]![0]!["configMapRef"]!["name"]!.GetValue<string>().ShouldBe("web-config-canary");
        template["spec"]!["containers"]![0]!["envFrom"]![1]!["secretRef"]!["name"]!.GetValue<string>().ShouldBe("web-secrets");
        foreach (var labels in new[]
        {
            deployment["metadata"]!["labels"], deployment["spec"]!["selector"]!["matchLabels"], template["metadata"]!["labels"],
            template["spec"]!["topologySpreadConstraints"]![0]!["labelSelector"]!["matchLabels"], Live("services/web-canary")["spec"]!["selector"],
        })
        {
            labels!["app.kubernetes.io/name"]!.GetValue<string>().ShouldBe("web-canary");
        }

        Live("services/web-canary")["spec"]!["clusterIP"].ShouldBeNull();
        Live("configmaps/web-config-canary")["data"]!["KEY"]!.GetValue<string>().ShouldBe("two");
        Live("configmaps/web-config")["data"]!["KEY"]!.GetValue<string>().ShouldBe("one");
        Live("deployments/web")["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>().ShouldBe("web:1");
    }

    [Fact]
    public async Task Policies_let_the_new_pods_do_what_the_old_ones_may()
    {
        await ApplyAsync(Application("web:1"));

        var canary = await PlanAsync(Application("web:2"));
        await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);

        var own = Live("networkpolicies/web-canary")["spec"]!;
        Name(own["podSelector"]).ShouldBe("web-canary");
        own["egress"]![0]!["to"]!.AsArray().Select(Peer).ShouldBe(["database", "else"]);
        var database = Live("networkpolicies/database-canary-peers")["spec"]!;
        Name(database["podSelector"]).ShouldBe("database");
        database["ingress"]![0]!["from"]!.AsArray().Select(Peer).ShouldBe(["web-canary"]);
        database["egress"].ShouldBeNull();
    }

    [Theory]
    [InlineData("api", "web")]
    [InlineData("web", "zoo")]
    public async Task Two_that_refer_to_each_other_keep_what_each_of_them_may(string caller, string called)
    {
        await ApplyAsync(Both("1"));

        var canary = await PlanAsync(Both("2"));
        await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);

        // The new caller has the called one's old version behind its Service.
        canary.Workloads.Count.ShouldBe(2);
        Name(Live($"networkpolicies/{caller}-canary")["spec"]!["podSelector"]).ShouldBe($"{caller}-canary");
        Live($"networkpolicies/{caller}-canary")["spec"]!["egress"]![0]!["to"]!.AsArray().Select(Peer).ShouldBe([called, "else"]);
        Name(Live($"networkpolicies/{called}-canary")["spec"]!["podSelector"]).ShouldBe($"{called}-canary");
        Live($"networkpolicies/{called}-canary")["spec"]!["egress"]![0]!["to"]!.AsArray().Select(Peer).ShouldBe(["database", "else"]);
        Name(Live($"networkpolicies/{called}-canary-peers")["spec"]!["podSelector"]).ShouldBe(called);
        Live($"networkpolicies/{called}-canary-peers")["spec"]!["ingress"]![0]!["from"]!.AsArray().Select(Peer).ShouldBe([$"{caller}-canary"]);

        ClusterObject[] Both(string version) =>
        [
            RoutingObjects.Service(caller),
            RoutingObjects.Service(called),
            RoutingObjects.Policy(caller, to: called),
            RoutingObjects.Policy(called, from: caller, to: "database"),
            RoutingObjects.Deployment(caller, $"{caller}:{version}"),
            RoutingObjects.Deployment(called, $"{called}:{version}"),
            RoutingObjects.Gateway(),
            RoutingObjects.Route(caller),
            RoutingObjects.Route(called),
        ];
    }

    [Fact]
    public async Task Routes_lead_a_share_to_it_only_when_that_is_asked_for()
    {
        await ApplyAsync(Application("web:1"));

        var canary = await PlanAsync(Application("web:2"), percent: 10);
        await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);
        Shares().ShouldBe(["web: "]);

        await _deployer.ShareAsync(canary, cancellationToken: Cancellation);
        Shares().ShouldBe(["web: 90", "web-canary: 10"]);
        canary.Workloads.ShouldHaveSingleItem().Requests.ShouldBe([new CanaryRequest("shop.example", "/web", "http")]);
    }

    [Fact]
    public async Task Going_back_takes_it_away_again()
    {
        await ApplyAsync(Application("web:1"));
        var canary = await PlanAsync(Application("web:2", setting: "two"));
        var revision = await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);
        await _deployer.ShareAsync(canary, cancellationToken: Cancellation);
        await _deployer.MarkAsync(revision, RevisionState.Failed);

        var back = await _deployer.PlanRollbackAsync(canary.Plan.History[^1], takeOver: false, Cancellation);
        await _deployer.CompleteAsync(back, await _deployer.ApplyAsync(back, "back", cancellationToken: Cancellation), cancellationToken: Cancellation);

        Shares().ShouldBe(["web: "]);
        _cluster.Names(Home, "deployments").ShouldBe(["database", "web"]);
        _cluster.Names(Home, "configmaps").ShouldBe(["web-config"]);
        _cluster.Names(Home, "networkpolicies").ShouldBe(["database", "web"]);
    }

    [Fact]
    public async Task Its_revision_is_no_way_back()
    {
        await ApplyAsync(Application("web:1"));
        var canary = await PlanAsync(Application("web:2"));
        var revision = await _deployer.ApplyAsync(canary.Plan, "a canary", cancellationToken: Cancellation);
        await _deployer.ShareAsync(canary, cancellationToken: Cancellation);
        await _deployer.MarkAsync(revision, RevisionState.Canary);

        var plan = await FullPlanAsync(Application("web:2"));
        await _deployer.CompleteAsync(plan, await _deployer.ApplyAsync(plan, "for all", cancellationToken: Cancellation), cancellationToken: Cancellation);

        plan.Previous.ShouldNotBeNull().Number.ShouldBe(1);
        Shares().ShouldBe(["web: "]);
        _cluster.Names(Home, "deployments").ShouldBe(["database", "web"]);
        (await _deployer.HistoryAsync(Cancellation)).Select(each => each.State).ShouldBe([RevisionState.Deployed, RevisionState.Canary, RevisionState.Deployed]);
    }

    [Fact]
    public async Task What_is_new_comes_along_and_what_concerns_the_old_version_waits()
    {
        await ApplyAsync(Application("web:1"));

        var canary = await PlanAsync(
        [
            .. Application("web:2"),
            TestObjects.ConfigMap("new"),
            RoutingObjects.Deployment("mail", "mail:1"),
            RoutingObjects.Route("web", "more"),
            TestObjects.Parse("""{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"default-deny"},"spec":{"podSelector":{}}}"""),
        ]);

        var added = canary.Plan.Changes.Where(change => change.Kind is ChangeKind.Create).Select(change => change.Reference.ToString()).ToList();
        added.ShouldContain("ConfigMap/new");
        added.ShouldContain("Deployment/mail");
        added.ShouldNotContain("HTTPRoute/more");
        added.ShouldNotContain("NetworkPolicy/default-deny");
    }

    [Fact]
    public async Task Where_no_pods_change_there_is_nothing_to_try_out()
    {
        await ApplyAsync(Application("web:1"));

        (await PlanAsync([.. Application("web:1"), TestObjects.ConfigMap("new")])).Workloads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DASHBOARD__API__AUTHMODE", true)]
    [InlineData("DASHBOARD__OTLP__AUTHMODE", false)]
    public async Task A_dashboard_that_can_be_asked_tells_how_users_requests_end(string setting, bool isAsked)
    {
        var dashboard = TestObjects.Parse("""
            {
              "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "dashboard" },
              "spec": {
                "selector": { "matchLabels": { "app.kubernetes.io/name": "dashboard" } },
                "template": { "spec": { "containers": [ {
                  "name": "dashboard", "ports": [ { "name": "http", "containerPort": 18888 } ],
                  "envFrom": [ { "configMapRef": { "name": "dashboard-config" } }, { "secretRef": { "name": "dashboard-secrets" } } ] } ] } }
              }
            }
            """);
        var config = TestObjects.Parse($$$"""{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "dashboard-config" }, "data": { "{{{setting}}}": "ApiKey" } }""");
        await ApplyAsync([.. Application("web:1"), dashboard, config]);

        var telemetry = (await PlanAsync([.. Application("web:2"), dashboard, config])).Telemetry;

        (telemetry is { Port: "http", SecretName: "dashboard-secrets" }).ShouldBe(isAsked);
        telemetry?.Selector.ShouldBe(new Dictionary<string, string> { ["app.kubernetes.io/name"] = "dashboard" });
    }

    [Fact]
    public async Task What_no_route_leads_to_is_not_given_to_all_untried()
    {
        await ApplyAsync(Application("web:1"));
        _cluster.Writes.Clear();

        (await RefusedAsync(Application("web:1", database: "database:2")))
            .ShouldBe("--canary tries out what an HTTPRoute leads to, and none leads to what changes (Deployment/database). Apply it without --canary.");
        _cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_Ingress_cannot_share_requests_out()
    {
        _cluster.Place("ingressclasses/nginx", """{"apiVersion":"networking.k8s.io/v1","kind":"IngressClass"}""");
        await ApplyAsync(RoutingObjects.Ingress(), RoutingObjects.Deployment("web", "web:1"));

        (await RefusedAsync(RoutingObjects.Ingress(), RoutingObjects.Deployment("web", "web:2")))
            .ShouldBe("--canary needs the Gateway API: the application is reached by Ingress/ingress, and an Ingress cannot share requests out between two versions. Publish the routes as a Gateway (WithGatewayApi in the model, or an overlay that has it), apply that, and try the next version out then.");
    }

    [Fact]
    public async Task Without_an_old_version_there_is_nothing_to_compare_with()
    {
        (await RefusedAsync(Application("web:1"))).ShouldContain("There is nothing in the namespace 'shop' yet");

        await ApplyAsync(Application("web:1"));
        await _deployer.MarkAsync((await _deployer.HistoryAsync(Cancellation))[^1], RevisionState.Failed);
        (await RefusedAsync(Application("web:2"))).ShouldContain("The last revision (1) of namespace 'shop' is failed");
    }

    [Fact]
    public async Task Whoever_may_not_ask_pods_is_told_before()
    {
        await ApplyAsync(Application("web:1"));
        _cluster.Denied.Add("create pods/portforward");
        _cluster.Writes.Clear();

        (await RefusedAsync(Application("web:2"))).ShouldContain("You may not create pods/portforward in namespace 'shop'");
        _cluster.Writes.ShouldBeEmpty();
    }

    private static ClusterObject[] Application(string image, string setting = "one", string database = "database:1") =>
    [
        TestObjects.ConfigMap("web-config", setting),
        TestObjects.Secret("web-secrets", "hunter2"),
        RoutingObjects.Service("web"),
        RoutingObjects.Policy("web", to: "database"),
        RoutingObjects.Policy("database", from: "web", to: "else"),
        RoutingObjects.Deployment("web", image),
        RoutingObjects.Deployment("database", database, replicas: 1),
        RoutingObjects.Gateway(),
        RoutingObjects.Route("web"),
    ];

    private async Task ApplyAsync(params ClusterObject[] objects)
    {
        var isThere = await _deployer.CreateNamespaceAsync(await CheckAsync(objects), Cancellation);
        var plan = await FullPlanAsync(objects);
        await _deployer.CompleteAsync(plan, await _deployer.ApplyAsync(plan, "a test", cancellationToken: Cancellation), cancellationToken: Cancellation);
        isThere.ShouldBeTrue();
    }

    private async Task<ApplyPlan> FullPlanAsync(ClusterObject[] objects) => await _deployer.PlanAsync(await CheckAsync(objects), takeOver: false, Cancellation);

    private Task<CheckedObjects> CheckAsync(ClusterObject[] objects) => _deployer.CheckAsync([TestObjects.Namespace(Home), .. objects], cancellationToken: Cancellation);

    private async Task<CanaryPlan> PlanAsync(ClusterObject[] objects, int percent = 10) => await _deployer.PlanCanaryAsync(await FullPlanAsync(objects), percent, Cancellation);

    private async Task<string> RefusedAsync(params ClusterObject[] objects) => (await Should.ThrowAsync<PreflightException>(() => PlanAsync(objects))).Problems.ShouldHaveSingleItem();

    private JsonObject Live(string path) => _cluster[$"namespaces/{Home}/{path}"].ShouldNotBeNull(path);

    private IEnumerable<string> Shares() => Live("httproutes/web")["spec"]!["rules"]![0]!["backendRefs"]!.AsArray().Select(backend => $"{backend!["name"]}: {backend["weight"]}");

    private static string? Name(JsonNode? selector) => selector?["matchLabels"]?["app.kubernetes.io/name"]?.GetValue<string>();

    private static string? Peer(JsonNode? peer) => Name(peer?["podSelector"]);
}
