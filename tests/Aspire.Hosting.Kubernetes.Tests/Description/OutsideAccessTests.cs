using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class OutsideAccessTests
{
    [Fact]
    public void The_only_external_endpoint_has_the_application_s_host()
    {
        var application = Sample.Application(External("web", 8080), Sample.Service("api", 9000));

        Routes(application).ShouldBe([("devops.local", "/", "web-service", 8080)]);
        Remarks(application).ShouldContain("Reached from outside, through the Ingress 'ingress': web at http://devops.local/.");
    }

    [Fact]
    public void Several_have_a_host_each_made_of_their_names()
    {
        var application = Sample.Application(External("web", 8080), External("api", 9000)) with { Exposure = new() { Host = "shop.example.com", IngressClass = "nginx" } };

        Routes(application).ShouldBe([("web.shop.example.com", "/", "web-service", 8080), ("api.shop.example.com", "/", "api-service", 9000)]);
        application.Object<V1Ingress>("ingress").Spec.IngressClassName.ShouldBe("nginx");
    }

    [Fact]
    public void A_host_can_be_given_to_one_resource()
    {
        var application = Sample.Application(External("web", 8080), External("api", 9000)) with
        {
            Exposure = new() { Host = "example.com", Hosts = new Dictionary<string, string> { ["web"] = "www.example.com" } },
        };

        Routes(application).Select(route => route.Host).ShouldBe(["www.example.com", "api.example.com"]);
    }

    [Fact]
    public void Two_endpoints_of_one_resource_have_hosts_of_their_own()
    {
        var web = External("web", 8080);
        var application = Sample.Application(web with { Endpoints = [.. web.Endpoints, new() { Name = "admin", Port = 9000, TargetPort = 9000, IsExternal = true }] });

        Routes(application).Select(route => (route.Host, route.Port)).ShouldBe([("web.devops.local", 8080), ("admin.web.devops.local", 9000)]);
    }

    [Fact]
    public void Whoever_comes_through_the_Ingress_is_let_in_wherever_its_controller_is()
    {
        foreach (var mode in new[] { NetworkPolicyMode.Strict, NetworkPolicyMode.On })
        {
            var rule = (Sample.Application(External("web", 8080)) with { NetworkPolicies = mode }).Object<V1NetworkPolicy>("web").Spec.Ingress.Single();

            rule.FromProperty.ShouldBeNull();
            rule.Ports.Single().Port.Value.ShouldBe("8080");
        }
    }

    [Theory]
    [InlineData(ExposureKind.LoadBalancer, "LoadBalancer")]
    [InlineData(ExposureKind.NodePort, "NodePort")]
    public void Another_way_is_the_Service_s_type(ExposureKind kind, string type)
    {
        var application = Sample.Application(External("web", 8080), Sample.Service("api", 9000)) with { Exposure = new() { Kind = kind } };

        application.Object<V1Service>("web-service").Spec.Type.ShouldBe(type);
        application.Object<V1Service>("api-service").Spec.Type.ShouldBe("ClusterIP");
        Objects(application).OfType<V1Ingress>().ShouldBeEmpty();
        application.Object<V1NetworkPolicy>("web").Spec.Ingress.Single().FromProperty.ShouldBeNull();
        Remarks(application).ShouldContain(remark => remark.StartsWith("Reached from outside") && remark.Contains("web at port 8080"));
    }

    [Fact]
    public void What_is_not_external_is_not_shown_beside_what_is()
    {
        var broker = External("broker", 15672);
        var application = Sample.Application(broker with { Endpoints = [new() { Name = "amqp", Scheme = "tcp", Port = 5672, TargetPort = 5672 }, .. broker.Endpoints] }) with
        {
            Exposure = new() { Kind = ExposureKind.LoadBalancer },
        };

        application.Object<V1Service>("broker-service").Spec.Type.ShouldBe("ClusterIP");
        var external = application.Object<V1Service>("broker-service-external").Spec;
        external.Type.ShouldBe("LoadBalancer");
        external.Ports.Select(port => port.Port).ShouldBe([15672]);
        application.Object<V1NetworkPolicy>("broker").Spec.Ingress.Single(rule => rule.FromProperty == null).Ports.Select(port => port.Port.Value).ShouldBe(["15672"]);
    }

    [Fact]
    public void None_is_said()
    {
        var application = Sample.Application(External("web", 8080)) with { Exposure = new() { Kind = ExposureKind.None } };

        Objects(application).OfType<V1Ingress>().ShouldBeEmpty();
        Remarks(application).ShouldContain("Not reached from outside, although external: web.");
        ComposeFile.Build(application).Files["compose.yaml"].ShouldNotContain("ports:");
    }

    [Fact]
    public void What_is_not_HTTP_cannot_come_through_an_Ingress_and_that_is_said()
    {
        var database = External("pg", 5432);
        var application = Sample.Application(database with { Endpoints = [database.Endpoints[0] with { Name = "tcp", Scheme = "tcp" }] });

        Objects(application).OfType<V1Ingress>().ShouldBeEmpty();
        Remarks(application).ShouldContain(remark => remark.StartsWith("Not reached from outside") && remark.Contains("pg (tcp, tcp)"));
    }

    [Fact]
    public void An_Ingress_of_the_model_wins()
    {
        var application = Sample.Application(External("web", 8080), External("api", 9000)) with
        {
            Ingresses = [new() { Name = "entrance", Routes = [new("shop.example.com", "/", "Prefix", "web", "http")] }],
        };

        Objects(application).OfType<V1Ingress>().ShouldHaveSingleItem().Metadata.Name.ShouldBe("entrance");
        Remarks(application).ShouldContain("External, but routed by no Ingress or Gateway of the model: api (http).");
    }

    [Fact]
    public void Compose_publishes_each_at_a_port_of_its_own()
    {
        var text = ComposeFile.Build(Sample.Application(External("web", 8080), External("api", 8080), Sample.Service("worker", 8080))).Files["compose.yaml"];

        text.ShouldContain("    - \"8080:8080\"\n");
        text.ShouldContain("    - \"8081:8080\"\n");
        text.ShouldNotContain("8082:8080");
    }

    private static WorkloadDescription External(string name, int port) => Sample.Service(name, port) with
    {
        Endpoints = [new() { Name = "http", Port = port, TargetPort = port, IsExternal = true }],
        Environment = [],
        Probes = [],
    };

    private static IEnumerable<(string Host, string Path, string Service, int? Port)> Routes(ApplicationDescription application) =>
        application.Object<V1Ingress>("ingress").Spec.Rules.SelectMany(rule => rule.Http.Paths.Select(path => (rule.Host, path.Path, path.Backend.Service.Name, path.Backend.Service.Port.Number)));

    private static IReadOnlyList<string> Remarks(ApplicationDescription application) => ApplicationObjects.Build(application).Application.Remarks;

    private static IEnumerable<object> Objects(ApplicationDescription application) => ApplicationObjects.Build(application).Manifests.Select(manifest => manifest.Content);
}
