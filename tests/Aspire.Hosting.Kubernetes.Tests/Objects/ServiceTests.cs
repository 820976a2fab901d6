using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class ServiceTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Theory]
    [InlineData("auth-service", 8000)]
    [InlineData("order-service", 4000)]
    [InlineData("frontend", 3000)]
    public void A_Service_has_a_fixed_name_and_port(string name, int port)
    {
        var service = _application.Object<V1Service>(name);

        service.Spec.Type.ShouldBe("ClusterIP");
        service.Spec.Ports.Single().Port.ShouldBe(port);
        service.Spec.Ports.Single().TargetPort.Value.ShouldBe("http");
    }

    [Theory]
    [InlineData(ServiceExposure.NodePort, "NodePort")]
    [InlineData(ServiceExposure.LoadBalancer, "LoadBalancer")]
    public void Another_type_is_there_by_choice(ServiceExposure exposure, string type)
    {
        var application = _application.With("frontend", frontend => frontend with
        {
            ServiceExposure = exposure,
            Endpoints = [frontend.Endpoints[0] with { NodePort = 30080 }],
        });

        var service = application.Object<V1Service>("frontend");
        service.Spec.Type.ShouldBe(type);
        service.Spec.Ports.Single().NodePort.ShouldBe(30080);

        // Whoever comes over a node's port comes from anywhere.
        application.Object<V1NetworkPolicy>("frontend").Spec.Ingress.Single().FromProperty.ShouldBeNull();
    }

    [Fact]
    public void A_worker_without_endpoints_has_no_Service()
    {
        var worker = Sample.Service("worker", 1) with { Endpoints = [], Probes = [], Environment = [] };

        Aspire.Hosting.Kubernetes.Objects.ApplicationObjects.Build(Sample.Application(worker)).Manifests.ShouldNotContain(manifest => manifest.Content is V1Service);
    }

    [Theory]
    [InlineData("http", "http")]
    [InlineData("OTLP_gRPC", "otlp-grpc")]
    [InlineData("a-very-long-endpoint-name", "a-very-long-end")]
    [InlineData("8080", "port-8080")]
    [InlineData("--x--y--", "x-y")]
    public void An_endpoint_name_becomes_a_port_name(string endpoint, string port)
    {
        var service = Sample.Service("web", 8080) with
        {
            Endpoints = [new() { Name = endpoint, Port = 8080, TargetPort = 8080 }],
            Probes = [],
            Environment = [],
        };

        Sample.Application(service).Object<V1Service>("web-service").Spec.Ports.Single().Name.ShouldBe(port);
    }
}
