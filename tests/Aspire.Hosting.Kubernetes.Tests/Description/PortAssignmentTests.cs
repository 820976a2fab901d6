using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class PortAssignmentTests
{
    [Theory]
    [InlineData(0, 0, 8080, 8080)]
    [InlineData(8000, 0, 8000, 8000)]
    [InlineData(80, 0, 80, 8080)]
    [InlineData(80, 5000, 80, 5000)]
    public void A_project_listens_on_the_port_that_the_model_fixes_unless_only_root_could(int port, int targetPort, int servicePort, int containerPort)
    {
        var application = Sample.Application(Web(isProject: true, new EndpointDescription { Name = "http", Port = port, TargetPort = targetPort }));

        application.Object<V1Service>("web-service").Spec.Ports.Single().Port.ShouldBe(servicePort);
        application.Container("web").Ports.Single().ContainerPort.ShouldBe(containerPort);
    }

    [Theory]
    [InlineData(0, 0, 8080, 8080)]
    [InlineData(80, 0, 80, 80)]
    [InlineData(80, 3000, 80, 3000)]
    [InlineData(0, 3000, 3000, 3000)]
    public void A_container_listens_where_its_image_does(int port, int targetPort, int servicePort, int containerPort)
    {
        var application = Sample.Application(Web(isProject: false, new EndpointDescription { Name = "http", Port = port, TargetPort = targetPort }));

        application.Object<V1Service>("web-service").Spec.Ports.Single().Port.ShouldBe(servicePort);
        application.Container("web").Ports.Single().ContainerPort.ShouldBe(containerPort);
    }

    [Fact]
    public void A_project_is_told_where_to_listen_when_the_model_does_not_say_so()
    {
        var told = Web(isProject: true, new EndpointDescription { Name = "http", Port = 0, TargetPort = 5000 }, new EndpointDescription { Name = "admin", Port = 0, TargetPort = 5001 });

        Sample.Application(told).Object<V1ConfigMap>("web-config").Data["HTTP_PORTS"].ShouldBe("5000;5001");
        Sample.Application(told with { Environment = [new("ASPNETCORE_URLS", TextTemplate.Literal("http://+:5000"))] }).Object<V1ConfigMap>("web-config").Data.Keys.ShouldBe(["ASPNETCORE_URLS"]);
    }

    [Fact]
    public void Endpoints_on_one_container_port_lead_to_it_by_every_port_of_the_Service()
    {
        var application = Sample.Application(Web(
            isProject: false,
            new EndpointDescription { Name = "http", Port = 80, TargetPort = 3000 },
            new EndpointDescription { Name = "internal", Port = 3001, TargetPort = 3000 }));

        application.Container("web").Ports.Single().Name.ShouldBe("http");
        application.Object<V1Service>("web-service").Spec.Ports.Select(port => (port.Name, port.Port, port.TargetPort.Value)).ShouldBe([("http", 80, "http"), ("internal", 3001, "http")]);
    }

    [Fact]
    public void Endpoints_on_two_container_ports_do_not_share_one_of_the_Service()
    {
        var web = Web(isProject: false, new EndpointDescription { Name = "http", Port = 80, TargetPort = 3000 }, new EndpointDescription { Name = "admin", Port = 80, TargetPort = 4000 });
        var caller = Sample.Service("caller", 9000) with { Environment = [new("ADMIN", new(new TextPart.Endpoint("web", "admin", EndpointPart.Url)))] };

        var application = Sample.Application(web, caller);

        application.Object<V1Service>("web-service").Spec.Ports.Select(port => (port.Name, port.Port)).ShouldBe([("http", 80), ("admin", 4000)]);
        application.Object<V1ConfigMap>("caller-config").Data["ADMIN"].ShouldBe("http://web-service:4000");
    }

    [Fact]
    public void Port_names_that_begin_alike_stay_apart()
    {
        var application = Sample.Application(Web(
            isProject: false,
            new EndpointDescription { Name = "administration-a", Port = 1, TargetPort = 8081 },
            new EndpointDescription { Name = "administration-b", Port = 2, TargetPort = 8082 }));

        var ports = application.Object<V1Service>("web-service").Spec.Ports;
        ports.Select(port => port.Name).Distinct().Count().ShouldBe(2);
        ports.ShouldAllBe(port => port.Name.Length <= 15);
        ports.Select(port => port.TargetPort.Value).ShouldBe(application.Container("web").Ports.Select(port => port.Name));
    }

    private static WorkloadDescription Web(bool isProject, params EndpointDescription[] endpoints) => Sample.Service("web", 8080) with
    {
        IsProject = isProject,
        Endpoints = endpoints,
        Environment = [],
        Probes = [],
    };
}
