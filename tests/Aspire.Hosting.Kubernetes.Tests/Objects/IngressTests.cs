using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class IngressTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void Paths_lead_to_the_Services_under_the_host()
    {
        var spec = _application.Object<V1Ingress>("ingress").Spec;

        spec.IngressClassName.ShouldBe("nginx");
        spec.Tls.ShouldBeNull();
        spec.Rules.Single().Host.ShouldBe("devops.local");
        spec.Rules.Single().Http.Paths.Select(path => $"{path.Path} {path.Backend.Service.Name}:{path.Backend.Service.Port.Number}")
            .ShouldBe(["/auth auth-service:8000", "/orders order-service:4000", "/ frontend:3000"]);
    }

    [Fact]
    public void A_named_certificate_covers_every_host()
    {
        var tls = Change(ingress => ingress with { TlsSecret = "devops-tls" }).Object<V1Ingress>("ingress").Spec.Tls.Single();

        tls.SecretName.ShouldBe("devops-tls");
        tls.Hosts.ShouldBe(["devops.local"]);
    }

    [Fact]
    public void A_Gateway_routes_the_same_and_sends_plain_requests_to_TLS()
    {
        var application = Change(ingress => ingress with
        {
            IsGateway = true,
            ClassName = "nginx",
            TlsSecret = "devops-tls",
            Routes = [.. ingress.Routes.Select(route => route with { PathType = "PathPrefix" })],
        });

        var files = KustomizeTree.Build(ApplicationObjects.Build(application)).Files;
        files["ingress/gateway.yaml"].ShouldContain("  gatewayClassName: nginx\n");
        files["ingress/gateway.yaml"].ShouldContain("protocol: HTTPS\n");
        files["ingress/httproute.yaml"].ShouldContain("  hostnames:\n  - devops.local\n");
        files["ingress/httproute.yaml"].ShouldContain("    backendRefs:\n    - name: order-service\n      port: 4000\n");
        files["ingress/httproute-ingress-redirect.yaml"].ShouldContain("scheme: https\n");
    }

    private ApplicationDescription Change(Func<IngressDescription, IngressDescription> change) => _application with { Ingresses = [change(_application.Ingresses[0])] };
}
