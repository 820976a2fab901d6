using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

/// <summary>What Dapr, which is in the cluster, is told of an application.</summary>
public sealed class DaprTests
{
    private readonly ApplicationDescription _application = Sample.Application(
        Sample.Service("orders", 8080) with { Dapr = new() { AppId = "orders-id", AppPort = 5117, AppProtocol = "https", Components = ["statestore"], Settings = new Dictionary<string, string> { ["log-level"] = "debug" } } },
        Sample.Service("portal", 3000) with { Dapr = new() { AppId = "portal" } },
        Sample.Service("report", 8080),
        Sample.Postgres()) with
    {
        Parameters = [new() { Name = "postgres-password", IsSecret = true }],
        DaprComponents = [new("statestore", "state.in-memory"), new("queue", "pubsub.redis")],
    };

    [Fact]
    public void The_pods_carry_what_the_sidecar_is_told()
    {
        var annotations = AnnotationsOf("orders");

        annotations["dapr.io/enabled"].ShouldBe("true");
        annotations["dapr.io/app-id"].ShouldBe("orders-id");
        annotations["dapr.io/app-protocol"].ShouldBe("http");
        annotations["dapr.io/log-level"].ShouldBe("debug");
        AnnotationsOf("report").Keys.ShouldNotContain(key => key.StartsWith("dapr.io/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_program_is_called_where_it_listens_in_its_pod()
    {
        AnnotationsOf("orders")["dapr.io/app-port"].ShouldBe("8080");
        AnnotationsOf("portal")["dapr.io/app-port"].ShouldBe("3000");
    }

    [Fact]
    public void A_program_without_endpoints_keeps_the_port_that_was_said()
    {
        var application = _application.With("orders", orders => orders with { Endpoints = [], Environment = [], Probes = [] });

        application.Object<V1Deployment>("orders").Spec.Template.Metadata.Annotations["dapr.io/app-port"].ShouldBe("5117");
    }

    [Fact]
    public void The_sidecar_runs_as_the_user_of_its_own_image()
    {
        var pod = _application.Pod("orders");

        pod.SecurityContext.RunAsUser.ShouldBeNull();
        pod.SecurityContext.RunAsNonRoot.ShouldBe(true);
        pod.Containers.Single().SecurityContext.RunAsUser.ShouldBe(ContainerIdentity.DotNet.User);
        _application.Object<V1Namespace>("devops").Metadata.Labels["pod-security.kubernetes.io/enforce"].ShouldBe("baseline");
    }

    [Theory]
    [InlineData("statestore", "type: state.in-memory\n  version: v1\n  metadata: []\nscopes:\n- orders-id\n")]
    [InlineData("queue", "type: pubsub.redis\n  version: v1\n  metadata: []\n")]
    public void Each_component_is_an_object_for_those_that_use_it(string name, string spec)
    {
        var objects = ApplicationObjects.Build(_application);

        var file = KustomizeTree.Build(objects).Files[$"{name}/component.yaml"];
        file.ShouldContain("apiVersion: dapr.io/v1alpha1\nkind: Component\n");
        file.ShouldEndWith(spec);
        HelmChart.Build(objects).Files[$"templates/{name}/component.yaml"].ShouldEndWith(spec);
    }

    [Fact]
    public void A_strict_network_lets_sidecars_call_each_other_Dapr_and_the_stores()
    {
        var application = _application with { NetworkPolicies = NetworkPolicyMode.Strict };
        var orders = application.Object<V1NetworkPolicy>("orders").Spec;

        orders.Egress.ShouldContain(rule => rule.To[0].PodSelector != null && rule.To[0].PodSelector.MatchLabels.ContainsKey("app.kubernetes.io/part-of") && rule.To[0].PodSelector.MatchLabels["app.kubernetes.io/part-of"] == "dapr");
        orders.Egress.ShouldContain(rule => rule.Ports != null && rule.Ports.Any(port => port.Port == "50002") && rule.To.Any(peer => peer.PodSelector.MatchLabels.Values.Contains("portal")));
        orders.Ingress.ShouldContain(rule => rule.Ports.Any(port => port.Port == "50002") && rule.FromProperty.Any(peer => peer.PodSelector.MatchLabels.Values.Contains("portal")));
        application.Object<V1NetworkPolicy>("postgres").Spec.Ingress.ShouldContain(rule => rule.FromProperty.Any(peer => peer.PodSelector.MatchLabels.Values.Contains("orders")));
        application.Object<V1NetworkPolicy>("report").Spec.Egress.ShouldNotContain(rule => rule.Ports != null && rule.Ports.Any(port => port.Port == "50002"));
    }

    [Fact]
    public void The_remarks_say_what_the_cluster_has_to_have()
    {
        var remarks = CompletedApplication.Of(_application).Remarks;

        remarks.ShouldContain(remark => remark.StartsWith("Dapr has to be in the cluster before the application") && remark.Contains("it gives orders, portal the sidecar"));
        remarks.ShouldContain(remark => remark.StartsWith("Kept in the memory of each sidecar") && remark.Contains("statestore (state.in-memory)"));
        remarks.ShouldContain(remark => remark.StartsWith("Written without settings") && remark.Contains("queue (pubsub.redis)"));
        ComposeFile.RemarksOn(_application).ShouldContain(remark => remark.StartsWith("Compose starts no Dapr sidecar, which orders, portal want"));
    }

    private IDictionary<string, string> AnnotationsOf(string workload) => _application.Object<V1Deployment>(workload).Spec.Template.Metadata.Annotations;
}
