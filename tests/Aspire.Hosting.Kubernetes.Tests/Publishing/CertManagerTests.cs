using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>Certificates from an authority: cert-manager, its issuers, and the Gateways that use them.</summary>
public sealed class CertManagerTests
{
    [Fact]
    public async Task Cert_manager_comes_by_its_chart_and_goes_with_the_application()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddCertManager("certs", "v1.19.0"));

        var chart = published["helm/certs-chart.yaml"];
        chart.ShouldContain("chart: oci://quay.io/jetstack/charts/cert-manager\nversion: v1.19.0\n");
        chart.ShouldContain("  config.enableGatewayAPI: \"true\"\n");
        chart.ShouldContain("  crds.enabled: \"true\"\n");
        chart.ShouldContain("destroy: true\n");
    }

    [Fact]
    public async Task A_Gateway_is_certified_by_an_authority_that_it_answers_itself()
    {
        using var published = await PublishAsync(
            builder => Model(builder, issuer => issuer.WithLetsEncryptStaging(builder.AddParameter("email")).WithHttp01Solver()),
            "--Parameters:email=ops@example.com");

        var issuer = published["lets-encrypt/clusterissuer.yaml"];
        issuer.ShouldContain("apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: lets-encrypt\n");
        issuer.ShouldContain("    server: https://acme-staging-v02.api.letsencrypt.org/directory\n    email: ops@example.com\n    privateKeySecretRef:\n      name: lets-encrypt-account-key\n");
        issuer.ShouldContain("    - http01:\n        gatewayHTTPRoute:\n          parentRefs:\n          - kind: Gateway\n            name: edge\n            group: gateway.networking.k8s.io\n");
        published["lets-encrypt/networkpolicy.yaml"].ShouldContain("      acme.cert-manager.io/http01-solver: \"true\"\n", customMessage: "the namespace denies everything else");
        published["kustomization.yaml"].ShouldContain("- lets-encrypt\n");

        var gateway = published["edge/gateway.yaml"];
        gateway.ShouldContain("    cert-manager.io/cluster-issuer: lets-encrypt\n");
        gateway.ShouldContain("name: edge-tls\n");
    }

    [Fact]
    public async Task Another_authority_is_named_by_its_address()
    {
        using var published = await PublishAsync(builder => Model(builder, issuer => issuer.WithAcmeServer("https://ca.example.com/acme/directory", "ops@example.com").WithHttp01Solver()));

        published["lets-encrypt/clusterissuer.yaml"].ShouldContain("    server: https://ca.example.com/acme/directory\n");
    }

    [Fact]
    public async Task An_issuer_without_an_authority_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder => Model(builder, _ => { })))).Message.ShouldContain("WithLetsEncryptProduction");

    [Fact]
    public void An_issuer_of_another_cluster_is_refused_at_once()
    {
        using var folder = new TemporaryFolder();
        var builder = CreateBuilder(folder.Path, "--operation", "publish");
        var issuer = builder.AddKubernetesEnvironment("one").AddCertManager("certs").AddIssuer("authority");

        Should.Throw<InvalidOperationException>(() => builder.AddKubernetesEnvironment("two").AddGateway("edge").WithTls(issuer)).Message.ShouldContain("'one'");
    }

    private static void Model(IDistributedApplicationBuilder builder, Action<IResourceBuilder<CertManagerIssuerResource>> configure)
    {
        var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
        var issuer = k8s.AddCertManager("certs").AddIssuer("Lets-Encrypt");
        configure(issuer);
        var web = builder.AddService("web", 3000).WithExternalHttpEndpoints();
        k8s.AddGateway("edge").WithGatewayClass("envoy").WithHostname("shop.example.com").WithRoute("/", web.GetEndpoint("http")).WithTls(issuer);
    }
}
