using Aspire.Hosting.Kubernetes.Tests.Testing;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>Helm charts as resources: a file of the tree each, which says the same to aspirate, Flux and Argo CD.</summary>
public sealed class HelmChartTests
{
    [Fact]
    public async Task A_chart_is_a_file_of_its_own_that_is_not_applied()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("web", 3000);
            k8s.AddHelmChart("Cache", "oci://registry.example.com/charts/redis", "20.1.0")
                .WithHelmValue("replica.replicaCount", "2")
                .WithHelmValue("auth.enabled", "false")
                .WithHelmValue("extra[0].name", "007");
        });

        var chart = published["helm/cache.yaml"];
        chart.ShouldContain("kind: HelmChart\n");
        chart.ShouldContain("    config.kubernetes.io/local-config: \"true\"\n");
        chart.ShouldContain("chart: oci://registry.example.com/charts/redis\nversion: 20.1.0\nrelease: cache\nnamespace: cache\n");
        chart.ShouldContain("  auth.enabled: \"false\"\n  extra[0].name: \"007\"\n  replica.replicaCount: \"2\"\n");
        chart.ShouldNotContain("destroy");
        published["kustomization.yaml"].ShouldNotContain("helm");
    }

    [Fact]
    public async Task Flux_finds_a_repository_and_a_release()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(false)
            .AddHelmChart("redis", "oci://registry.example.com/charts/redis", "20.1.0")
            .WithReleaseName("cache")
            .WithNamespace("caching")
            .WithHelmValue("replica.replicaCount", "2")
            .WithHelmValue("extra[0].name", "007")
            .WithHelmValue("hosts", "{a.example.com,b.example.com}")
            .WithHelmValue("persistence", "null"));

        var flux = published["helm/flux/redis.yaml"];
        flux.ShouldContain("kind: HelmRepository\nmetadata:\n  name: redis\n  namespace: flux-system\n  annotations:\n    kustomize.toolkit.fluxcd.io/prune: disabled\nspec:\n  type: oci\n  url: oci://registry.example.com/charts\n---\n");
        flux.ShouldContain("kind: HelmRelease\n");
        flux.ShouldContain("    kustomize.toolkit.fluxcd.io/prune: disabled\n", customMessage: "it stays when the application goes");
        flux.ShouldContain("  releaseName: cache\n  targetNamespace: caching\n  storageNamespace: caching\n");
        flux.ShouldContain("      chart: redis\n      version: 20.1.0\n      sourceRef:\n        kind: HelmRepository\n        name: redis\n");
        flux.ShouldContain("  values:\n    extra:\n    - name: \"007\"\n    hosts:\n    - a.example.com\n    - b.example.com\n    persistence: null\n    replica:\n      replicaCount: 2\n");
    }

    [Fact]
    public async Task Argo_CD_finds_an_application_that_comes_before_the_others_and_goes_when_the_model_says_so()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(false)
            .AddHelmChart("redis", "oci://registry.example.com/charts/redis", "20.1.0")
            .WithDestroy());

        var application = published["helm/argocd/redis.yaml"];
        application.ShouldContain("apiVersion: argoproj.io/v1alpha1\nkind: Application\n");
        application.ShouldContain("    argocd.argoproj.io/sync-wave: \"-1\"\n");
        application.ShouldContain("  - resources-finalizer.argocd.argoproj.io\n");
        application.ShouldContain("    repoURL: registry.example.com/charts\n    chart: redis\n    targetRevision: 20.1.0\n");
        application.ShouldContain("    namespace: redis\n");
        published["helm/redis.yaml"].ShouldContain("destroy: true\n");
        published["helm/flux/redis.yaml"].ShouldNotContain("prune");
    }

    [Theory]
    [InlineData("bitnami/redis")]
    [InlineData("https://charts.example.com/redis-20.1.0.tgz")]
    [InlineData("../charts/redis")]
    public async Task A_chart_that_only_this_machine_can_name_is_installed_by_aspirate_alone(string reference)
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddHelmChart("redis", reference, "20.1.0"));

        published["helm/redis.yaml"].ShouldContain($"chart: {reference}\n");
        published.Files.ShouldNotContain(file => file.StartsWith("helm/flux/") || file.StartsWith("helm/argocd/"));
    }

    [Fact]
    public async Task Fields_of_others_are_taken_over_when_the_model_says_so()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddHelmChart("policies", "oci://registry.example.com/kyverno", "3.2.0").WithForceConflicts());

        published["helm/policies.yaml"].ShouldContain("forceConflicts: true\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("1.02.0")]
    public void A_version_that_Helm_does_not_take_is_refused_at_once(string version) =>
        Should.Throw<ArgumentException>(() => InModel(k8s => k8s.AddHelmChart("redis", "oci://registry.example.com/redis", version)));

    [Theory]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("v1.20.2")]
    [InlineData("1.2.3-beta.1+ef365")]
    public void A_version_as_Helm_takes_it_is_taken(string version) =>
        InModel(k8s => k8s.AddHelmChart("redis", "oci://registry.example.com/redis", version).Resource.ChartVersion.ShouldBe(version));

    [Theory]
    [InlineData("")]
    [InlineData("redis --post-renderer=/tmp/x")]
    [InlineData("--post-renderer=/tmp/x")]
    public void A_reference_that_is_none_is_refused_at_once(string reference) =>
        Should.Throw<ArgumentException>(() => InModel(k8s => k8s.AddHelmChart("redis", reference, "1.0.0")));

    [Fact]
    public void Names_and_keys_that_are_none_are_refused_at_once() => InModel(k8s =>
    {
        var chart = k8s.AddHelmChart("redis", "oci://registry.example.com/redis", "1.0.0");
        Should.Throw<ArgumentException>(() => chart.WithNamespace("Caching"));
        Should.Throw<ArgumentException>(() => chart.WithReleaseName("my_release"));
        Should.Throw<ArgumentException>(() => chart.WithReleaseName(new string('a', 54)));
        Should.Throw<ArgumentException>(() => chart.WithHelmValue("a=1,b", "2"));
    });

    [Fact]
    public async Task A_name_that_no_release_can_have_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddHelmChart(new string('c', 60), "oci://registry.example.com/redis", "1.0.0")))).Message.ShouldContain("WithReleaseName");

    [Fact]
    public void When_the_application_is_run_there_are_no_charts()
    {
        using var folder = new TemporaryFolder();
        var builder = CreateBuilder(folder.Path);
        builder.AddKubernetesEnvironment("k8s").AddHelmChart("redis", "oci://registry.example.com/redis", "1.0.0").WithHelmValue("a", "b");

        builder.Resources.ShouldBeEmpty();
    }

    private static void InModel(Action<ApplicationModel.IResourceBuilder<KubernetesEnvironmentResource>> use)
    {
        using var folder = new TemporaryFolder();
        use(CreateBuilder(folder.Path, "--operation", "publish").AddKubernetesEnvironment("k8s"));
    }
}
