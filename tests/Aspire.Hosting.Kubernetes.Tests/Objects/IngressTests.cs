using Aspire.Hosting.Kubernetes.Description;
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

    private ApplicationDescription Change(Func<IngressDescription, IngressDescription> change) => _application with { Ingresses = [change(_application.Ingresses[0])] };
}
