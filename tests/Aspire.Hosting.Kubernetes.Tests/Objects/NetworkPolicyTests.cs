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
    public void The_database_is_reached_by_its_users_only_and_reaches_nobody()
    {
        var policy = _application.Object<V1NetworkPolicy>("postgres").Spec;

        policy.Ingress.Single().FromProperty.Select(peer => peer.PodSelector.MatchLabels[Name]).ShouldBe(["auth", "order"]);
        policy.Egress.ShouldBeNull();
    }

    [Fact]
    public void Who_uses_something_outside_gets_there_but_not_to_the_clouds_credentials()
    {
        var rule = _application.With("order", order => order with { ReachesOutside = true }).Object<V1NetworkPolicy>("order").Spec.Egress[^1];

        rule.To.Single().IpBlock.Cidr.ShouldBe("0.0.0.0/0");
        rule.To.Single().IpBlock.Except.ShouldBe(["169.254.0.0/16"]);
    }
}
