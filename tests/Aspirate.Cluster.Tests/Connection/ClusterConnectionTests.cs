using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using Microsoft.AspNetCore.Hosting;

namespace Aspirate.Cluster.Tests.Connection;

public sealed class ClusterConnectionTests
{
    [Fact]
    public async Task A_context_is_opened_and_knows_where_it_is()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null);

        using var connection = await OpenAsync(server.Kubeconfig);

        connection.Context.ShouldBe("fake");
        connection.DefaultNamespace.ShouldBe("here");
        connection.Version.ShouldBe(new ClusterVersion(1, 36));
        connection.Server.ToString().ShouldStartWith(server.Address);
    }

    [Fact]
    public async Task A_kubeconfig_that_does_not_exist_is_named()
    {
        using var folder = new TemporaryFolder();
        (await FailureAsync(folder["nowhere"])).ShouldBe($"There is no kubeconfig {folder["nowhere"]}. Name an existing file with --kubeconfig.");
    }

    [Fact]
    public async Task A_kubeconfig_that_is_no_yaml_is_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["config"], "clusters: [", TestContext.Current.CancellationToken);

        (await FailureAsync(folder["config"])).ShouldStartWith($"The kubeconfig {folder["config"]} cannot be read: ");
    }

    [Fact]
    public async Task A_kubeconfig_without_a_current_context_asks_for_one()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null);
        var file = server.Kubeconfig;
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("current-context: fake", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        (await FailureAsync(file)).ShouldContain("has no current context. There are: fake, other. Choose one with --kubernetes-context");
    }

    [Fact]
    public async Task An_unknown_context_is_told_together_with_those_that_exist()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null);

        (await FailureAsync(server.Kubeconfig, "minikub")).ShouldContain("has no context 'minikub'. There are: fake, other.");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null);
        var kubeconfig = server.WriteKubeconfig("http://127.0.0.1:1");

        (await FailureAsync(kubeconfig)).ShouldStartWith("The API server http://127.0.0.1:1 (context 'fake') cannot be reached: nothing listens there. Is the cluster running");
    }

    [Fact]
    public async Task A_server_with_an_unknown_name_is_told()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null);

        (await FailureAsync(server.WriteKubeconfig("http://cluster.invalid"))).ShouldContain("cannot be found: its name is not known");
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_the_kubeconfigs_is_not_trusted()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = await FakeApiServer.StartAsync(_ => null, listen: options => options.UseHttps(certificate));

        (await FailureAsync(server.Kubeconfig)).ShouldContain("cannot be trusted");
    }

    [Fact]
    public async Task Credentials_that_are_not_accepted_are_told()
    {
        await using var server = await FakeApiServer.StartAsync(_ => (HttpStatusCode.Unauthorized, FakeApiServer.Status(401, "Unauthorized", "Unauthorized")));

        (await FailureAsync(server.Kubeconfig)).ShouldContain("does not accept the credentials: they have expired, or were never valid. Log in to the cluster again");
    }

    [Fact]
    public async Task An_expired_client_certificate_is_told_with_its_date()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=ada", key, HashAlgorithmName.SHA256).CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2021, 2, 3, 4, 5, 0, TimeSpan.Zero));
        var user = $"client-certificate-data: {Base64(certificate.ExportCertificatePem())}, client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}";
        await using var server = await FakeApiServer.StartAsync(_ => (HttpStatusCode.Unauthorized, ""));

        (await FailureAsync(server.WriteKubeconfig(server.Address, user))).ShouldContain("the client certificate expired on 2021-02-03 04:05 UTC");
    }

    [Fact]
    public async Task A_missing_right_is_told_with_verb_resource_and_namespace()
    {
        await using var server = await FakeApiServer.StartAsync(request => request.Path.StartsWithSegments("/apis/apps", StringComparison.Ordinal)
            ? (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", """deployments.apps "auth" is forbidden: User "ada" cannot patch resource "deployments" in API group "apps" in the namespace "devops" """))
            : null);
        using var connection = await OpenAsync(server.Kubeconfig);

        var denied = await Should.ThrowAsync<AccessDeniedException>(() => connection.Client.AppsV1.ReadNamespacedDeploymentAsync("auth", "devops", cancellationToken: TestContext.Current.CancellationToken));

        denied.Message.ShouldBe("'ada' may not patch deployments in namespace 'devops'. Ask whoever runs the cluster for a role with verb 'patch' on resource 'deployments' in API group 'apps'.");
    }

    [Fact]
    public async Task A_refusal_that_is_not_about_rights_reaches_the_caller()
    {
        await using var server = await FakeApiServer.StartAsync(request => request.Path.StartsWithSegments("/api/v1", StringComparison.Ordinal)
            ? (HttpStatusCode.Forbidden, FakeApiServer.Status(403, "Forbidden", """pods "a" is forbidden: exceeded quota: small"""))
            : null);
        using var connection = await OpenAsync(server.Kubeconfig);

        using var response = await connection.SendAsync(HttpMethod.Get, "/api/v1/namespaces/here/pods/a", cancellationToken: TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("exceeded quota");
    }

    [Fact]
    public async Task A_cluster_that_is_too_old_is_told_with_what_is_needed()
    {
        await using var server = await FakeApiServer.StartAsync(_ => null, minor: "19+");

        (await FailureAsync(server.Kubeconfig)).ShouldContain("runs Kubernetes 1.19, which is too old: 1.25 is needed");
    }

    [Fact]
    public async Task A_server_that_is_no_cluster_is_told()
    {
        await using var server = await FakeApiServer.StartAsync(_ => (HttpStatusCode.OK, "<html>Welcome</html>"));

        (await FailureAsync(server.Kubeconfig)).ShouldContain("is not the API server of a Kubernetes cluster");
    }

    [Fact]
    public async Task The_credentials_go_with_raw_requests()
    {
        var seen = new List<string?>();
        await using var server = await FakeApiServer.StartAsync(request =>
        {
            seen.Add(request.Headers.Authorization);
            return null;
        });
        using var connection = await OpenAsync(server.Kubeconfig);

        using var response = await connection.SendAsync(HttpMethod.Get, "/api/v1", cancellationToken: TestContext.Current.CancellationToken);

        seen.ShouldBe(["Bearer secret", "Bearer secret"]);
    }

    private static Task<ClusterConnection> OpenAsync(string kubeconfig, string? context = null) =>
        ClusterConnection.OpenAsync(context, kubeconfig, TestContext.Current.CancellationToken);

    private static async Task<string> FailureAsync(string kubeconfig, string? context = null) =>
        (await Should.ThrowAsync<ClusterException>(() => OpenAsync(kubeconfig, context))).Message;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));
}
