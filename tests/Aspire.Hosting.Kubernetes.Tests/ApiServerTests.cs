using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests;

/// <summary>A real API server judges the objects, with Pod Security "restricted" enforced. Skipped where KUBECONFIG names none.</summary>
public sealed class ApiServerTests : IAsyncLifetime
{
    private readonly string _namespace = $"aspirate-test-{Guid.NewGuid():N}"[..30];
    private k8s.Kubernetes? _cluster;

    public async ValueTask InitializeAsync()
    {
        var file = Environment.GetEnvironmentVariable("KUBECONFIG");
        Assert.SkipWhen(string.IsNullOrEmpty(file) || !File.Exists(file), "KUBECONFIG names no cluster");

        _cluster = new k8s.Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(file));
        var application = Sample.Application() with { Namespace = _namespace };
        var @namespace = application.Object<V1Namespace>(_namespace);

        // As kubectl would have created it: otherwise it warns of a missing note of its own.
        @namespace.Metadata.Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/last-applied-configuration"] = "{}" };
        await _cluster.CoreV1.CreateNamespaceAsync(@namespace, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.CoreV1.DeleteNamespaceAsync(_namespace, cancellationToken: CancellationToken.None);
            _cluster.Dispose();
        }
    }

    [Fact]
    public async Task Every_object_is_accepted_without_a_warning()
    {
        using var folder = new TemporaryFolder();
        var objects = ApplicationObjects.Build(Sample.Application() with { Namespace = _namespace });
        await FileTreeWriter.WriteAsync(KustomizeTree.Build(objects), folder["tree"], TestContext.Current.CancellationToken);

        // An unknown field or a pod outside the standard would be a warning, which kubectl is told to take for an error.
        var output = await CommandLineTool.RunAsync("kubectl", "apply", "-k", folder["tree"], "--dry-run=server", "--validate=strict", "--warnings-as-errors");

        foreach (var manifest in objects.Manifests)
        {
            output.ShouldContain($"/{manifest.Content.Metadata.Name} ", Case.Insensitive, manifest.Id);
        }
    }

    [Fact]
    public async Task A_Gateway_and_its_routes_are_accepted_without_a_warning()
    {
        await SkipWithoutGatewayApiAsync();
        using var folder = new TemporaryFolder();
        var application = Sample.Application() with { Namespace = _namespace };
        var objects = ApplicationObjects.Build(application.ChangeRoutes(routes => routes.AsGateway("nginx") with { TlsSecret = "devops-tls", StreamHeartbeat = TimeSpan.FromMinutes(1) }));
        await FileTreeWriter.WriteAsync(KustomizeTree.Build(objects), folder["tree"], TestContext.Current.CancellationToken);

        var output = await CommandLineTool.RunAsync("kubectl", "apply", "-k", folder["tree"], "--dry-run=server", "--validate=strict", "--warnings-as-errors");

        output.ShouldContain("gateway.gateway.networking.k8s.io/gateway created");
        output.ShouldContain("httproute.gateway.networking.k8s.io/gateway-redirect created");
        output.ShouldContain("httproute.gateway.networking.k8s.io/auth created");
    }

    [Theory]
    [InlineData("")]
    [InlineData("overlays/minikube")]
    [InlineData("overlays/tls")]
    [InlineData("overlays/gateway")]
    [InlineData("overlays/production")]
    public async Task The_committed_tree_is_accepted_without_a_warning(string overlay)
    {
        if (overlay is "overlays/gateway" or "overlays/production")
        {
            await SkipWithoutGatewayApiAsync();
        }

        // In a namespace of its own, so that nothing that runs in the cluster is in the way.
        using var folder = new TemporaryFolder();
        var tree = Path.GetRelativePath(folder.Path, Path.Combine(RepositoryRoot.Path, "k8s-generated", overlay)).Replace('\\', '/');
        await File.WriteAllTextAsync(folder["kustomization.yaml"], $"namespace: {_namespace}\nresources: ['{tree}']\n", TestContext.Current.CancellationToken);

        var output = await CommandLineTool.RunAsync("kubectl", "apply", "-k", folder.Path, "--dry-run=server", "--validate=strict", "--warnings-as-errors");

        output.ShouldContain("deployment.apps/auth created");
        output.ShouldContain("statefulset.apps/postgres created");
    }

    [Fact]
    public async Task Every_pod_passes_the_admission_of_the_restricted_standard()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var application = Sample.Application() with { Namespace = _namespace };
        foreach (var manifest in ApplicationObjects.Build(application).Manifests)
        {
            if (manifest.Content is V1ServiceAccount account)
            {
                await _cluster!.CoreV1.CreateNamespacedServiceAccountAsync(account, _namespace, cancellationToken: cancellation);
            }
        }

        foreach (var template in ApplicationObjects.Build(application).Manifests.Select(manifest => manifest.Content switch
        {
            V1Deployment deployment => deployment.Spec.Template,
            V1StatefulSet statefulSet => statefulSet.Spec.Template,
            _ => null,
        }).OfType<V1PodTemplateSpec>())
        {
            // The claims' volumes are added by the controller; admission does not need them.
            var names = (template.Spec.Volumes ?? []).Select(volume => volume.Name).ToHashSet();
            template.Spec.Containers[0].VolumeMounts = [.. template.Spec.Containers[0].VolumeMounts.Where(mount => names.Contains(mount.Name))];
            var pod = new V1Pod { Metadata = new() { GenerateName = "admission-" }, Spec = template.Spec };

            await _cluster!.CoreV1.CreateNamespacedPodAsync(pod, _namespace, dryRun: "All", cancellationToken: cancellation);
        }
    }

    private async Task SkipWithoutGatewayApiAsync()
    {
        var groups = await _cluster!.Apis.GetAPIVersionsAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(groups.Groups.Any(group => group.Name == "gateway.networking.k8s.io"), "The cluster has no Gateway API.");
    }

    [Fact]
    public async Task The_standard_is_enforced()
    {
        var pod = new V1Pod { Metadata = new() { Name = "root" }, Spec = new() { Containers = [new() { Name = "c", Image = "busybox" }] } };

        var error = await Should.ThrowAsync<k8s.Autorest.HttpOperationException>(() =>
            _cluster!.CoreV1.CreateNamespacedPodAsync(pod, _namespace, dryRun: "All", cancellationToken: TestContext.Current.CancellationToken));

        error.Response.Content.ShouldContain("violates PodSecurity");
    }
}
