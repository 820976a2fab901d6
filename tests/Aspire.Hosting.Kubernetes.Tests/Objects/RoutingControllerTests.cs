using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

/// <summary>What differs from controller to controller.</summary>
public sealed class RoutingControllerTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Theory]
    [InlineData("nginx", "ingress-nginx")]
    [InlineData("traefik", "traefik,kube-system")]
    [InlineData("haproxy", "haproxy-controller")]
    [InlineData("contour", "projectcontour")]
    public void Its_namespace_may_reach_what_is_routed(string className, string namespaces) =>
        string.Join(',', Policy(routes => routes with { ClassName = className }).FromProperty.Select(peer => peer.NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"])).ShouldBe(namespaces);

    [Theory]
    [InlineData("alb")]
    [InlineData("gce")]
    [InlineData("azure-application-gateway")]
    public void A_cloud_s_load_balancer_comes_from_addresses_that_nobody_knows_beforehand(string className) =>
        Policy(routes => routes with { ClassName = className }).FromProperty.ShouldBeNull();

    [Fact]
    public void A_controller_that_is_not_known_may_be_anywhere_until_it_is_named()
    {
        Policy(routes => routes with { ClassName = "acme" }).FromProperty.ShouldBeNull();
        Policy(routes => routes with { ClassName = "acme", ControllerNamespace = "acme-system" }).FromProperty.Single().NamespaceSelector.MatchLabels.Values.ShouldBe(["acme-system"]);
        Manifest(routes => routes with { ClassName = "acme" }).Notes.Single().ShouldContain("WithControllerNamespace");
        Manifest(routes => routes with { ClassName = "acme", ControllerNamespace = "acme-system" }).Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nginx", "")]
    [InlineData("haproxy", "haproxy.org/ssl-redirect=true")]
    [InlineData("contour", "ingress.kubernetes.io/force-ssl-redirect=true")]
    [InlineData("cilium", "ingress.cilium.io/force-https=enabled")]
    [InlineData("azure-application-gateway", "appgw.ingress.kubernetes.io/ssl-redirect=true")]
    public void It_is_told_to_redirect_to_TLS_where_it_does_not_do_so_by_itself(string className, string annotations)
    {
        Annotations(routes => routes with { ClassName = className, TlsSecret = "devops-tls" }).ShouldBe(annotations);
        Annotations(routes => routes with { ClassName = className }).ShouldBe("");
    }

    [Theory]
    [InlineData("nginx", 15, "")]
    [InlineData("nginx", 60, "nginx.ingress.kubernetes.io/proxy-read-timeout=120")]
    [InlineData("haproxy", 50, "haproxy.org/timeout-server=100s")]
    [InlineData("traefik", 600, "")]
    [InlineData("contour", 1, "projectcontour.io/response-timeout=infinity")]
    public void Streams_are_not_cut_off_between_two_heartbeats(string className, int heartbeatSeconds, string annotations) =>
        Annotations(routes => routes with { ClassName = className, StreamHeartbeat = TimeSpan.FromSeconds(heartbeatSeconds) }).ShouldBe(annotations);

    [Theory]
    [InlineData("nginx", 1024 * 1024, "")]
    [InlineData("nginx", 5_000_000, "nginx.ingress.kubernetes.io/proxy-body-size=5000000")]
    [InlineData("traefik", 5_000_000, "")]
    public void Large_requests_are_let_through(string className, long bytes, string annotations) =>
        Annotations(routes => routes with { ClassName = className, MaxRequestBodySize = bytes }).ShouldBe(annotations);

    [Fact]
    public void What_the_model_says_in_the_controller_s_own_words_wins() =>
        Annotations(routes => routes with
        {
            ClassName = "haproxy",
            TlsSecret = "devops-tls",
            Annotations = new Dictionary<string, string> { ["haproxy.org/ssl-redirect"] = "false" },
        }).ShouldBe("haproxy.org/ssl-redirect=false");

    [Fact]
    public void What_a_controller_that_is_not_known_was_not_told_is_noted() =>
        Manifest(routes => routes with { ClassName = "acme", ControllerNamespace = "acme", TlsSecret = "devops-tls", StreamHeartbeat = TimeSpan.FromSeconds(15), MaxRequestBodySize = 5 })
            .Notes.Select(note => note[(note.IndexOf(": ", StringComparison.Ordinal) + 2)..note.IndexOf(';', StringComparison.Ordinal)])
            .ShouldBe(["the redirect from HTTP to HTTPS", "that responses may go on without end", "that a request's body may have 5 bytes"]);

    [Theory]
    [InlineData("traefik", "--entryPoints.web.http.redirections.entryPoint.to=websecure")]
    [InlineData("gce", "FrontendConfig")]
    [InlineData("alb", "certificate-arn")]
    public void What_cannot_be_said_in_the_Ingress_is_noted_with_the_remedy(string className, string remedy) =>
        Manifest(routes => routes with { ClassName = className, TlsSecret = "devops-tls" }).Notes.Single().ShouldContain(remedy);

    [Fact]
    public void Google_Cloud_s_class_is_named_by_the_annotation_that_it_looks_at()
    {
        var ingress = (V1Ingress)Manifest(routes => routes with { ClassName = "gce" }).Content;

        ingress.Spec.IngressClassName.ShouldBeNull();
        ingress.Metadata.Annotations["kubernetes.io/ingress.class"].ShouldBe("gce");
    }

    private string Annotations(Func<IngressDescription, IngressDescription> change) =>
        string.Join(',', (Manifest(change).Content.Metadata.Annotations ?? new Dictionary<string, string>()).Select(annotation => $"{annotation.Key}={annotation.Value}"));

    private V1NetworkPolicyIngressRule Policy(Func<IngressDescription, IngressDescription> change) => Change(change).Object<V1NetworkPolicy>("auth").Spec.Ingress[^1];

    private KubernetesManifest Manifest(Func<IngressDescription, IngressDescription> change) =>
        ApplicationObjects.Build(Change(change)).Manifests.Single(manifest => manifest.Content is V1Ingress);

    private ApplicationDescription Change(Func<IngressDescription, IngressDescription> change) => _application with { Ingresses = [change(_application.Ingresses[0])] };
}
