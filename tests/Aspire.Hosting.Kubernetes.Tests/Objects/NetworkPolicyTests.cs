using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class NetworkPolicyTests
{
    private const string Name = "app.kubernetes.io/name";
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void What_is_not_allowed_is_denied()
    {
        var policy = _application.Object<V1NetworkPolicy>("default-deny");

        policy.Spec.PodSelector.MatchLabels.ShouldBeNull();
        policy.Spec.PolicyTypes.ShouldBe(["Ingress", "Egress"]);
        policy.Spec.Ingress.ShouldBeNull();
        policy.Spec.Egress.ShouldBeNull();
    }

    [Fact]
    public void A_workload_is_reached_by_those_that_refer_to_it_and_by_the_Ingress_controller()
    {
        var rules = _application.Object<V1NetworkPolicy>("auth").Spec.Ingress;

        rules[0].FromProperty.Select(peer => peer.PodSelector.MatchLabels[Name]).ShouldBe(["order", "frontend"]);
        rules[0].Ports.Single().Port.Value.ShouldBe("8000");
        rules[1].FromProperty.Single().NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"].ShouldBe("ingress-nginx");
    }

    [Fact]
    public void A_workload_reaches_what_it_refers_to_and_the_names_of_the_cluster()
    {
        var rules = _application.Object<V1NetworkPolicy>("order").Spec.Egress;

        rules[0].To.Single().PodSelector.MatchLabels["k8s-app"].ShouldBe("kube-dns");
        rules[0].Ports.Select(port => $"{port.Protocol}/{port.Port.Value}").ShouldBe(["UDP/53", "TCP/53"]);
        rules.Skip(1).Select(rule => rule.To.Single().PodSelector.MatchLabels[Name]).ShouldBe(["postgres", "auth"]);
    }

    [Fact]
    public void The_database_is_reached_by_its_users_only_and_reaches_nobody_but_the_names_of_the_cluster()
    {
        var policy = _application.Object<V1NetworkPolicy>("postgres").Spec;

        policy.Ingress.Single().FromProperty.Select(peer => peer.PodSelector.MatchLabels[Name]).ShouldBe(["auth", "order"]);
        policy.Egress.Single().To.Single().PodSelector.MatchLabels["k8s-app"].ShouldBe("kube-dns");
    }

    [Fact]
    public void Who_uses_something_outside_gets_there_but_not_to_the_clouds_credentials()
    {
        var rule = _application.With("order", order => order with { ReachesOutside = true }).Object<V1NetworkPolicy>("order").Spec.Egress[^1];

        rule.To.Single().IpBlock.Cidr.ShouldBe("0.0.0.0/0");
        rule.To.Single().IpBlock.Except.ShouldBe(["169.254.0.0/16"]);
    }

    [Theory]
    [InlineData("https://login.example.com/tenant", true)]
    [InlineData("Server=tcp:shop.database.example.net,1433;Database=shop", true)]
    [InlineData("amqps://user:pass@broker.example.com", true)]
    [InlineData("broker.example.com:9092", true)]
    [InlineData("203.0.113.7", true)]
    [InlineData("http://devops.local/auth", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://cache.other-namespace.svc.cluster.local", false)]
    [InlineData("Microsoft.EntityFrameworkCore: Information", false)]
    [InlineData("in_memory", false)]
    public void An_address_in_the_settings_may_lead_outside(string value, bool isOutside) =>
        ReachesOutside(_application.With("order", order => order with { Environment = [new("SETTING", TextTemplate.Literal(value))] })).ShouldBe(isOutside);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public void So_may_a_value_that_is_given_from_outside_and_a_secret_that_nobody_can_make_up(bool isGiven, bool isGenerated, bool isOutside)
    {
        var application = _application.With("order", order => order with { Environment = [new("SETTING", new(new TextPart.Parameter("openai")))] });
        var parameter = new ParameterDescription { Name = "openai", IsGiven = isGiven, IsSecret = !isGiven, Value = isGiven ? "gpt" : null, Generation = isGenerated ? new() : null };

        ReachesOutside(application with { Parameters = [.. application.Parameters, parameter] }).ShouldBe(isOutside);
    }

    [Theory]
    [InlineData(EndpointPart.Host)]
    [InlineData(EndpointPart.Port)]
    [InlineData(EndpointPart.TargetPort)]
    [InlineData(EndpointPart.HostAndPort)]
    public void An_endpoint_is_reached_whatever_part_of_its_address_is_named(EndpointPart part) =>
        Callers(_application.With("frontend", frontend => frontend with { Environment = [new("SETTING", new(new TextPart.Endpoint("auth", "http", part)))] }), "auth").ShouldContain("frontend");

    [Theory]
    [InlineData("http://auth-service:8000/")]
    [InlineData("auth-service")]
    [InlineData("Host=auth-service;Port=8000")]
    public void So_is_one_that_only_the_text_names(string value) =>
        Callers(_application.With("postgres", postgres => postgres with { Environment = [new("SETTING", TextTemplate.Literal(value))] }), "auth").ShouldContain("postgres");

    [Fact]
    public void The_silos_of_an_Orleans_cluster_hear_each_other_and_their_clients()
    {
        var application = Sample.Application(Silo("silo", "shop"), Client("web", "shop"), Client("other", "another"));

        Callers(application, "silo").ShouldBe(["silo", "web"]);
        application.Object<V1NetworkPolicy>("web").Spec.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value).ShouldBe(["53", "53", "11111", "30000"]);
        application.Object<V1NetworkPolicy>("silo").Spec.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value).Distinct().ShouldBe(["11111", "30000"]);
    }

    [Fact]
    public void Otherwise_the_application_s_pods_talk_as_they_like_and_only_what_is_routed_is_reached_from_elsewhere()
    {
        var application = _application with { NetworkPolicies = NetworkPolicyMode.On };

        var policies = Policies(application);
        policies.Select(policy => policy.Metadata.Name).ShouldBe(["same-namespace", "auth", "order", "frontend"]);
        policies.ShouldAllBe(policy => policy.Spec.PolicyTypes.Single() == "Ingress");
        policies[0].Spec.Ingress.Single().FromProperty.Single().PodSelector.MatchLabels.ShouldBeNull();
    }

    [Fact]
    public void There_may_be_none() => Policies(_application with { NetworkPolicies = NetworkPolicyMode.Off }).ShouldBeEmpty();

    private static WorkloadDescription Silo(string name, string cluster) => Client(name, cluster) with
    {
        Endpoints =
        [
            new() { Name = "http", Port = 8080, TargetPort = 8080 },
            new() { Name = "orleans-silo", Scheme = "tcp", Port = 11111, TargetPort = 11111 },
            new() { Name = "orleans-gateway", Scheme = "tcp", Port = 30000, TargetPort = 30000 },
        ],
    };

    private static WorkloadDescription Client(string name, string cluster) => Sample.Service(name, 8080) with
    {
        Environment = [new("Orleans__ClusterId", TextTemplate.Literal(cluster))],
        Probes = [],
    };

    private static IEnumerable<string> Callers(ApplicationDescription application, string workload) => application.Object<V1NetworkPolicy>(workload).Spec.Ingress
        .SelectMany(rule => rule.FromProperty)
        .Select(peer => peer.PodSelector?.MatchLabels[Name])
        .OfType<string>();

    private static bool ReachesOutside(ApplicationDescription application) =>
        application.Object<V1NetworkPolicy>("order").Spec.Egress.Any(rule => rule.To.Any(peer => peer.IpBlock?.Cidr == "0.0.0.0/0"));

    private static List<V1NetworkPolicy> Policies(ApplicationDescription application) =>
        [.. Aspire.Hosting.Kubernetes.Objects.ApplicationObjects.Build(application).Manifests.Select(manifest => manifest.Content).OfType<V1NetworkPolicy>()];
}
