using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class TlsTerminationTests
{
    [Fact]
    public void What_asks_for_https_is_led_to_the_http_port()
    {
        var caller = Sample.Service("caller", 9000) with
        {
            Environment =
            [
                new("services__shop__https__0", new(new TextPart.Endpoint("shop", "https", EndpointPart.Url))),
                new("SHOP_PORT", new(new TextPart.Endpoint("shop", "https", EndpointPart.Port))),
            ],
        };

        var application = Sample.Application(Shop(Endpoint("http", "http", 8081, 8080), Endpoint("https", "https")), caller);

        var settings = application.Object<V1ConfigMap>("caller-config").Data;
        settings["services__shop__https__0"].ShouldBe("http://shop-service:8081");
        settings["SHOP_PORT"].ShouldBe("8081");
        application.Object<V1Service>("shop-service").Spec.Ports.Select(port => (port.Name, port.Port)).ShouldBe([("http", 8081)]);
        application.Container("shop").Ports.Select(port => port.ContainerPort).ShouldBe([8080]);
    }

    [Fact]
    public void The_project_is_not_told_to_listen_for_TLS()
    {
        var shop = Shop(Endpoint("http", "http", 0, 8080), Endpoint("https", "https")) with
        {
            Environment =
            [
                new("HTTP_PORTS", new(new TextPart.Endpoint("shop", "http", EndpointPart.TargetPort))),
                new("HTTPS_PORTS", new(new TextPart.Endpoint("shop", "https", EndpointPart.TargetPort))),
                new("ASPNETCORE_HTTPS_PORT", TextTemplate.Literal("443")),
                new("ASPNETCORE_URLS", new(
                    new TextPart.Literal("https://+:"),
                    new TextPart.Endpoint("shop", "https", EndpointPart.TargetPort),
                    new TextPart.Literal(";http://+:"),
                    new TextPart.Endpoint("shop", "http", EndpointPart.TargetPort))),
            ],
        };

        Sample.Application(shop).Object<V1ConfigMap>("shop-config").Data
            .ShouldBe(new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://+:8080", ["HTTP_PORTS"] = "8080" }, ignoreOrder: true);
    }

    [Fact]
    public void A_project_with_nothing_but_https_listens_for_http()
    {
        var shop = Shop(Endpoint("https", "https", 0, 7443)) with { Environment = [new("HTTPS_PORTS", new(new TextPart.Endpoint("shop", "https", EndpointPart.TargetPort)))] };

        var application = Sample.Application(shop);

        application.Object<V1ConfigMap>("shop-config").Data.ShouldBe(new Dictionary<string, string> { ["HTTP_PORTS"] = "7443" });
        application.Object<V1Service>("shop-service").Spec.Ports.Single().AppProtocol.ShouldBe("http");
    }

    [Fact]
    public void A_project_that_has_a_certificate_keeps_its_https()
    {
        var shop = Shop(Endpoint("http", "http", 0, 8080), Endpoint("https", "https", 0, 8443)) with
        {
            Environment = [new("ASPNETCORE_Kestrel__Certificates__Default__Path", TextTemplate.Literal("/certificates/shop.pfx"))],
        };

        Sample.Application(shop).Object<V1Service>("shop-service").Spec.Ports.Select(port => port.Name).ShouldBe(["http", "https"]);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(0)]
    public void A_container_s_https_on_the_port_of_its_http_ends_before_it_too(int targetPort)
    {
        var page = Shop(Endpoint("http", "http", 0, 8000), Endpoint("https", "https", 0, targetPort)) with { IsProject = false };

        Sample.Application(page).Object<V1Service>("shop-service").Spec.Ports.Select(port => (port.Name, port.Port, port.AppProtocol)).ShouldBe([("http", 8000, "http")]);
    }

    [Fact]
    public void So_does_the_only_endpoint_of_an_image_that_the_application_builds()
    {
        var page = Shop(Endpoint("https", "https", 0, 8000)) with { IsProject = false };

        Sample.Application(page).Object<V1Service>("shop-service").Spec.Ports.Single().AppProtocol.ShouldBe("http");
    }

    [Fact]
    public void A_container_that_brings_a_certificate_speaks_TLS_itself()
    {
        var keycloak = Shop(Endpoint("http", "http", 0, 8080), Endpoint("https", "https", 0, 8443)) with { IsProject = false };

        Sample.Application(keycloak).Object<V1Service>("shop-service").Spec.Ports.Select(port => port.Port).ShouldBe([8080, 8443]);
    }

    [Fact]
    public void Routes_and_probes_follow()
    {
        var shop = Shop(Endpoint("https", "https") with { IsExternal = true }, Endpoint("http", "http", 0, 8080)) with
        {
            Probes = [new() { Kind = ProbeKind.Readiness, Endpoint = "https", Path = "/health" }],
        };
        var application = Sample.Application(shop) with { Ingresses = [new() { Name = "entrance", Routes = [new("shop.example.com", "/", "Prefix", "shop", "https")] }] };

        application.Object<V1Ingress>("entrance").Spec.Rules.Single().Http.Paths.Single().Backend.Service.Port.Number.ShouldBe(8080);
        application.Container("shop").ReadinessProbe.HttpGet.ShouldSatisfyAllConditions(
            request => request.Port.Value.ShouldBe("http"),
            request => request.Scheme.ShouldBeNull());
    }

    private static WorkloadDescription Shop(params EndpointDescription[] endpoints) => Sample.Service("shop", 8080) with
    {
        IsProject = true,
        Endpoints = endpoints,
        Environment = [],
        Probes = [],
    };

    private static EndpointDescription Endpoint(string name, string scheme, int port = 0, int targetPort = 0) => new() { Name = name, Scheme = scheme, Port = port, TargetPort = targetPort };
}
