using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Cluster.Rollouts.Watching;
using k8s.Models;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>What Gateways and HTTPRoutes say of themselves, in a person's words.</summary>
public sealed class EntranceDiagnosisTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly V1Condition Accepted = Condition("Accepted", "True", "Accepted");
    private static readonly V1Condition Programmed = Condition("Programmed", "True", "Programmed");
    private static readonly V1Condition Resolved = Condition("ResolvedRefs", "True", "ResolvedRefs");

    [Fact]
    public void What_is_well_is_not_told() => Find(Gateway(Accepted, Programmed), Route(Accepted, Resolved)).ShouldBeEmpty();

    [Fact]
    public void A_Gateway_that_nobody_takes_is_told_once_its_controller_has_had_a_moment()
    {
        var gateway = Gateway(Condition("Accepted", "Unknown", "Pending"), Condition("Programmed", "Unknown", "Pending"));

        Find(TimeSpan.FromSeconds(5), gateway, Route()).ShouldBeEmpty();
        var problem = Find(TimeSpan.FromSeconds(15), gateway, Route()).ShouldHaveSingleItem();
        problem.Subject.ShouldBe("Gateway/gateway");
        problem.Message.ShouldBe("no controller has taken it; its class is 'acme'");
        problem.Remedy.ShouldContain("kubectl describe gatewayclass acme");
    }

    [Theory]
    [InlineData("AddressNotAssigned", "it has no address yet", "MetalLB")]
    [InlineData("NoResources", "its controller finds no room for it", "kubectl describe gateway gateway")]
    [InlineData("Strange", "its controller does not serve it: in its own words", "kubectl describe gateway gateway")]
    public void A_Gateway_that_is_not_served_has_a_reason(string reason, string message, string remedy)
    {
        var problem = Find(Gateway(Accepted, Condition("Programmed", "False", reason, reason == "Strange" ? "in its\nown words" : "")), Route(Accepted, Resolved)).ShouldHaveSingleItem();

        problem.Reason.ShouldBe(reason);
        problem.Message.ShouldBe(message);
        problem.Remedy.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("ResolvedRefs", "False", "InvalidCertificateRef", "its listener 'https' has no certificate: the Secret 'web-tls' is missing, or holds none", "kubectl -n shop create secret tls web-tls")]
    [InlineData("ResolvedRefs", "False", "RefNotPermitted", "its listener 'https' may not use its certificate", "ReferenceGrant")]
    [InlineData("Accepted", "False", "PortUnavailable", "its listener 'https' cannot have port 443", "kubectl get gateways --all-namespaces")]
    [InlineData("Conflicted", "True", "HostnameConflict", "its listener 'https' is at odds with another one", "one listener")]
    public void What_a_listener_says_is_the_reason_and_told_in_place_of_what_follows_from_it(string type, string status, string reason, string message, string remedy)
    {
        var gateway = Gateway(Accepted, Condition("Programmed", "False", "Invalid"));
        gateway.Status!.Listeners = [new() { Name = "https", Conditions = [Condition(type, status, reason), Condition("Programmed", "False", "Invalid")] }];

        var problem = Find(gateway, Route(Accepted, Resolved)).ShouldHaveSingleItem();

        problem.Message.ShouldStartWith(message);
        problem.Remedy.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("Accepted", "NotAllowedByListeners", "the Gateway 'gateway' does not let routes of this namespace in", "allowedRoutes.namespaces")]
    [InlineData("Accepted", "NoMatchingListenerHostname", "no listener of the Gateway 'gateway' has one of its hosts (shop.example)", "Add the host")]
    [InlineData("Accepted", "NoMatchingParent", "the Gateway 'gateway' has no listener 'https'", "aspirate apply")]
    [InlineData("Accepted", "UnsupportedValue", "it asks for something that the controller does not do", "kubectl -n shop describe httproute web")]
    [InlineData("ResolvedRefs", "BackendNotFound", "a Service that it leads to is not there, or has no such port (web-service:80)", "kubectl -n shop get services")]
    [InlineData("ResolvedRefs", "RefNotPermitted", "it leads to a Service of another namespace", "ReferenceGrant")]
    [InlineData("ResolvedRefs", "InvalidKind", "it leads to something that is no Service", "Lead it to a Service")]
    public void A_route_that_is_refused_is_told_with_the_remedy(string type, string reason, string message, string remedy)
    {
        var problem = Find(Gateway(Accepted, Programmed), Route(Condition(type, "False", reason))).ShouldHaveSingleItem();

        problem.Subject.ShouldBe("HTTPRoute/web");
        problem.Reason.ShouldBe(reason);
        problem.Message.ShouldStartWith(message);
        problem.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void A_route_without_its_Gateway_says_so() => Find(Route()).ShouldHaveSingleItem().Message.ShouldBe("there is no Gateway 'gateway', which it belongs to");

    [Theory]
    [InlineData("NotAllowedByListeners", "the Gateway 'infra/shared' does not let routes of this namespace in", "Allow it in the Gateway's listener (allowedRoutes.namespaces), which is for whoever runs it")]
    [InlineData("NoMatchingListenerHostname", "no listener of the Gateway 'infra/shared' has one of its hosts", "Add the host to the Gateway's listeners, which is for whoever runs it")]
    [InlineData("NoMatchingParent", "the Gateway 'infra/shared' has no listener 'https'", "kubectl -n infra describe gateway shared")]
    public void What_somebody_else_s_Gateway_refuses_is_for_whoever_runs_it(string reason, string message, string remedy)
    {
        var problem = Find(Outside(Gateway(Accepted, Programmed)), Elsewhere(Condition("Accepted", "False", reason))).ShouldHaveSingleItem();

        problem.Message.ShouldStartWith(message);
        problem.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Somebody_else_s_Gateway_may_be_missing_idle_or_not_to_be_seen()
    {
        Find(Outside(null), Elsewhere()).ShouldHaveSingleItem().Message.ShouldBe("there is no Gateway 'infra/shared', which it belongs to");
        var idle = Find(Outside(Gateway(Accepted, Condition("Programmed", "False", "NoResources"))), Elsewhere(Accepted, Resolved)).ShouldHaveSingleItem();
        (idle.Subject, idle.Message).ShouldBe(("Gateway/infra/shared", "its controller does not serve it"));
        Find(Elsewhere(Accepted, Resolved)).ShouldBeEmpty();
    }

    [Fact]
    public void A_route_that_its_controller_leaves_out_says_so() =>
        Find(Gateway(Accepted, Programmed), Route()).ShouldHaveSingleItem().Message.ShouldBe("the controller of Gateway 'gateway' has not taken it");

    [Fact]
    public void What_others_have_put_there_is_not_looked_at()
    {
        var foreign = Gateway(Condition("Accepted", "False", "Invalid"));
        foreign.Metadata.Labels = null;

        Find(foreign).ShouldBeEmpty();
    }

    [Fact]
    public void A_change_is_seen_when_the_controller_has_looked_at_its_generation()
    {
        var route = Route(Accepted, Resolved);
        route.Metadata.Generation = 2;

        EntranceDiagnosis.IsSeen(route).ShouldBeFalse();
        route.Metadata.Generation = 1;
        EntranceDiagnosis.IsSeen(route).ShouldBeTrue();
        EntranceDiagnosis.IsSeen(Route()).ShouldBeFalse();
    }

    private static IReadOnlyList<EntranceProblem> Find(params k8s.IKubernetesObject<V1ObjectMeta>[] objects) => Find(TimeSpan.FromHours(1), objects);

    private static IReadOnlyList<EntranceProblem> Find(TimeSpan age, params k8s.IKubernetesObject<V1ObjectMeta>[] objects) =>
        [.. EntranceDiagnosis.Find(objects.Aggregate(ClusterObjects.None, (all, item) => all.With(item)), Created + age)];

    private static V1Gateway Gateway(params V1Condition[] conditions) => new()
    {
        Metadata = Metadata("gateway"),
        Spec = new()
        {
            GatewayClassName = "acme",
            Listeners = [new() { Name = "https", Port = 443, Protocol = "HTTPS", Tls = new() { CertificateRefs = [new() { Name = "web-tls" }] } }],
        },
        Status = new() { Conditions = conditions },
    };

    private static OutsideGateway Outside(V1Gateway? gateway) => new(new() { Name = "shared", Namespace = "infra" }, gateway);

    private static V1HttpRoute Elsewhere(params V1Condition[] conditions) => Route(new V1ParentReference { Name = "shared", Namespace = "infra", SectionName = "https" }, conditions);

    private static V1HttpRoute Route(params V1Condition[] conditions) => Route(new V1ParentReference { Name = "gateway", SectionName = "https" }, conditions);

    private static V1HttpRoute Route(V1ParentReference parent, V1Condition[] conditions)
    {
        return new()
        {
            Metadata = Metadata("web"),
            Spec = new() { ParentRefs = [parent], Hostnames = ["shop.example"], Rules = [new() { BackendRefs = [new() { Name = "web-service", Port = 80 }] }] },
            Status = conditions.Length == 0 ? null : new() { Parents = [new() { ParentRef = parent, Conditions = conditions }] },
        };
    }

    private static V1ObjectMeta Metadata(string name) => new()
    {
        Name = name,
        NamespaceProperty = "shop",
        Generation = 1,
        CreationTimestamp = Created.UtcDateTime,
        Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "aspirate", ["app.kubernetes.io/name"] = name },
    };

    private static V1Condition Condition(string type, string status, string reason, string message = "") =>
        new() { Type = type, Status = status, Reason = reason, Message = message, ObservedGeneration = 1, LastTransitionTime = Created.UtcDateTime };
}
