#pragma warning disable ASPIRECOMPUTE002, ASPIRECOMPUTE003, ASPIREPIPELINES001 // experimental parts of the official API

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Pipelines;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>What users of the official package of this name rely on.</summary>
public sealed class OfficialBehaviourTests
{
    [Theory]
    [InlineData("")]
    [InlineData("My_Namespace")]
    [InlineData("a.b")]
    public void A_namespace_that_is_none_is_refused_where_it_is_given(string name) => Refused(helm => helm.WithNamespace(name));

    [Theory]
    [InlineData("")]
    [InlineData("Release")]
    [InlineData("a-name-of-54-characters-which-is-one-more-than-helm-ta")]
    public void A_release_name_that_is_none_is_refused_where_it_is_given(string name) => Refused(helm => helm.WithReleaseName(name));

    [Theory]
    [InlineData("")]
    [InlineData("a chart")]
    public void A_chart_name_that_is_none_is_refused_where_it_is_given(string name) => Refused(helm => helm.WithChartName(name));

    [Theory]
    [InlineData("")]
    [InlineData("latest")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3\n")]
    public void A_chart_version_that_is_none_is_refused_where_it_is_given(string version) => Refused(helm => helm.WithChartVersion(version));

    [Fact]
    public void A_description_is_a_sentence_and_no_book()
    {
        Refused(helm => helm.WithChartDescription(" "));
        Refused(helm => helm.WithChartDescription(new string('d', 1025)));
    }

    [Fact]
    public void A_name_is_an_annotation_of_the_cluster_and_the_last_is_right() => InModel(builder =>
    {
        var k8s = builder.AddKubernetesEnvironment("k8s").WithHelm(helm => helm
            .WithNamespace("first").WithNamespace("second")
            .WithReleaseName("release").WithChartName("chart").WithChartVersion("v2").WithChartDescription("A shop."));

        k8s.Resource.Annotations.OfType<KubernetesNamespaceAnnotation>().ShouldHaveSingleItem().Namespace.Format.ShouldBe("second");
        k8s.Resource.Annotations.OfType<HelmReleaseNameAnnotation>().ShouldHaveSingleItem().ReleaseName.Format.ShouldBe("release");
        k8s.Resource.Annotations.OfType<HelmChartNameAnnotation>().ShouldHaveSingleItem().Name.Format.ShouldBe("chart");
        k8s.Resource.Annotations.OfType<HelmChartVersionAnnotation>().ShouldHaveSingleItem().Version.Format.ShouldBe("v2");
        k8s.Resource.Annotations.OfType<HelmChartDescriptionAnnotation>().ShouldHaveSingleItem().Description.Format.ShouldBe("A shop.");
    });

    [Fact]
    public async Task A_version_may_have_build_metadata()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithHelm(helm => helm.WithChartVersion("1.2.3-beta.1+ef365"));
            builder.AddService("web", 3000);
        });

        published["web/deployment.yaml"].ShouldContain("app.kubernetes.io/version: 1.2.3-beta.1_ef365\n");
        published["web/deployment.yaml"].ShouldContain("image: web:1.2.3-beta.1_ef365\n");
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("shop/")]
    public void A_path_begins_with_a_slash(string path) => InModel(builder =>
    {
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var web = builder.AddService("web", 3000).GetEndpoint("http");
        Should.Throw<ArgumentException>(() => k8s.AddIngress("entry").WithPath(path, web));
        Should.Throw<ArgumentException>(() => k8s.AddGateway("edge").WithRoute("example.com", path, web));
    });

    [Fact]
    public async Task A_route_to_an_endpoint_that_is_not_external_is_refused_with_the_remedy()
    {
        var ingress = await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddIngress("entry").WithPath("/", builder.AddService("web", 3000).GetEndpoint("http"))));
        var backend = await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddIngress("entry").WithDefaultBackend(builder.AddService("web", 3000).GetEndpoint("http"))));
        var gateway = await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).AddGateway("edge").WithRoute("/", builder.AddService("web", 3000).GetEndpoint("http"))));

        foreach (var error in new[] { ingress, backend, gateway })
        {
            error.Message.ShouldContain("'http' of 'web'");
            error.Message.ShouldContain("WithExternalHttpEndpoints");
        }
    }

    [Fact]
    public async Task The_dashboards_pages_may_be_routed()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s");
            k8s.WithDashboard(dashboard => k8s.AddIngress("entry").WithPath("dash.example.com", "/", dashboard.Resource.PrimaryEndpoint));
        });

        published["entry/ingress.yaml"].ShouldContain("name: dashboard-service\n");
    }

    [Fact]
    public async Task An_Ingress_and_a_Gateway_without_routes_are_left_out()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("web", 3000);
            k8s.AddIngress("entry").WithTls();
            k8s.AddGateway("edge").WithTls();
        });

        published.Files.ShouldNotContain(file => file.StartsWith("entry/") || file.StartsWith("edge/"));
        published["kustomization.yaml"].ShouldNotContain("entry");
    }

    [Theory]
    [InlineData("emptydir", false)]
    [InlineData("EmptyDir", false)]
    [InlineData("PVC", true)]
    public async Task The_storage_type_is_compared_without_capitals(string type, bool isKept)
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithProperties(k8s => k8s.DefaultStorageType = type);
            builder.AddContainer("cache", "docker.io/library/redis", "7").WithVolume("cache", "/data").WithEndpoint(targetPort: 6379, scheme: "tcp");
        });

        var set = published["cache/statefulset.yaml"];
        set.Contains("volumeClaimTemplates", StringComparison.Ordinal).ShouldBe(isKept);
        set.Contains("name: data\n        emptyDir", StringComparison.Ordinal).ShouldBe(!isKept);
    }

    [Theory]
    [InlineData("hostPath", "Pod Security")]
    [InlineData("hostpath", "Pod Security")]
    [InlineData("nfs", "pvc, emptyDir")]
    public async Task A_storage_type_that_there_is_not_is_refused(string type, string reason) =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithProperties(k8s => k8s.DefaultStorageType = type);
            builder.AddContainer("cache", "redis").WithVolume("cache", "/data");
        }))).Message.ShouldContain(reason);

    [Fact]
    public async Task Each_resource_says_what_it_becomes_before_anything_is_published()
    {
        using var folder = new TemporaryFolder();
        var builder = CreateBuilder(folder.Path, "--operation", "publish", "--step", "before-start");
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var web = builder.AddService("web", 3000);
        var cache = builder.AddContainer("cache", "redis");
        await using var application = builder.Build();
        await application.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(new PipelineContext(
            application.Services.GetRequiredService<DistributedApplicationModel>(), builder.ExecutionContext, application.Services, NullLogger.Instance, TestContext.Current.CancellationToken));

        foreach (var resource in new IResource[] { web.Resource, cache.Resource })
        {
            var target = resource.GetDeploymentTargetAnnotation(k8s.Resource).ShouldNotBeNull();
            target.ComputeEnvironment.ShouldBe(k8s.Resource);
            target.DeploymentTarget.ShouldBeOfType<KubernetesResource>().TargetResource.ShouldBe(resource);
        }
    }

    [Fact]
    public void The_host_of_an_endpoint_is_the_name_of_its_Service() => InModel(builder =>
    {
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var web = builder.AddService("Web", 3000);
        k8s.Resource.GetHostAddressExpression(web.GetEndpoint("http")).ValueExpression.ShouldBe("web-service");

        web.WithServiceName("frontend");
        k8s.Resource.GetHostAddressExpression(web.GetEndpoint("http")).ValueExpression.ShouldBe("frontend");
    });

    [Fact]
    public async Task Port_0_is_left_to_the_program()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 0);
            builder.AddService("web", 3000).WithReference(auth);
        });

        published["auth/service.yaml"].ShouldContain("    port: 8080\n");
        published["web/configmap.yaml"].ShouldContain("  services__auth__http__0: http://auth-service:8080\n");
    }

    [Fact]
    public async Task A_volume_of_another_cluster_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            var one = builder.AddKubernetesEnvironment("one").WithDashboard(false);
            var two = builder.AddKubernetesEnvironment("two").WithDashboard(false);
            builder.AddContainer("cache", "redis").WithComputeEnvironment(one).WithPersistentVolume(two.AddPersistentVolume("data"), "/data");
        }))).Message.ShouldContain("WithComputeEnvironment");

    [Fact]
    public async Task A_volume_is_bound_by_its_name_and_its_claim_is_annotated()
    {
        using var published = await PublishAsync(
            builder =>
            {
                var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
                var data = k8s.AddPersistentVolume("data").WithCapacity("20Gi")
                    .WithVolumeAnnotation("backup.example.com/keep", "30d")
                    .WithVolumeAnnotation("example.com/team", builder.AddParameter("team"));
                builder.AddContainer("cache", "docker.io/library/redis", "7").WithVolume("data", "/data").WithVolume("logs", "/logs").WithPersistentVolume(data);
            },
            "--Parameters:team=shop");

        var set = published["cache/statefulset.yaml"];
        set.ShouldContain("        backup.example.com/keep: 30d\n");
        set.ShouldContain("        example.com/team: shop\n");
        set.ShouldContain("          storage: 20Gi\n");
        set.ShouldContain("          storage: 1Gi\n", customMessage: "the other volume is not bound");
    }

    [Fact]
    public async Task A_volume_of_a_name_that_the_resource_does_not_have_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("web", 3000).WithPersistentVolume(k8s.AddPersistentVolume("media"));
        }))).Message.ShouldContain("WithPersistentVolume(volume, \"/path\")");

    [Fact]
    public async Task A_Dockerfile_that_the_model_makes_is_written()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddDockerfileFactory("web", ".", _ => Task.FromResult("# syntax=docker/dockerfile:1\r\nFROM busybox\nCMD [\"httpd\", \"-f\"]"));
        });

        published["web/Dockerfile"].ShouldStartWith("# syntax=docker/dockerfile:1\n# Generated", customMessage: "a directive after a comment is none");
        published["web/Dockerfile"].ShouldEndWith("FROM busybox\nCMD [\"httpd\", \"-f\"]\n");
        published["images.yaml"].ShouldContain("  generatedDockerfile: web/Dockerfile\n");
    }

    [Fact]
    public async Task The_workload_may_be_put_in_the_place_of_another()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("agent", 3000).PublishAsKubernetesService(service =>
            {
                var before = service.Workload.ShouldBeOfType<V1Deployment>();
                service.Workload = new V1DaemonSet
                {
                    Metadata = before.Metadata,
                    Spec = new() { Selector = before.Spec.Selector, Template = before.Spec.Template },
                };
                service.HorizontalPodAutoscaler = null;
                service.PodDisruptionBudget = null;
                service.Deployment.ShouldBeNull();
                service.PodTemplate.ShouldBe(before.Spec.Template);
            });
        });

        published["agent/daemonset.yaml"].ShouldContain("apiVersion: apps/v1\nkind: DaemonSet\n");
        published.Files.ShouldNotContain("agent/deployment.yaml");
    }

    [Fact]
    public async Task The_Secret_may_be_changed_but_has_no_values()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var password = builder.AddParameter("password", secret: true);
            builder.AddParameter("other", secret: true);
            builder.AddService("web", 3000).WithEnvironment("Password", password).PublishAsKubernetesService(service =>
            {
                service.Secret!.StringData["Password"].ShouldBe("{password}");
                service.Secret.StringData["Both"] = "{password}:{other}";
                service.Secret.Metadata.Labels["example.com/rotates"] = "monthly";
            });
        });

        var secret = published["secrets/web-secrets.yaml"];
        secret.ShouldContain("  Both: \"{password}:{other}\"\n  Password: \"{password}\"\n");
        secret.ShouldContain("- name: other\n- name: password\n");
        secret.ShouldContain("    example.com/rotates: monthly\n");
    }

    [Fact]
    public async Task A_Secret_that_names_a_parameter_that_there_is_not_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("web", 3000).WithEnvironment("Password", builder.AddParameter("password", secret: true))
                .PublishAsKubernetesService(service => service.Secret!.StringData["Other"] = "{othr}");
        }))).Message.ShouldContain("'othr'");

    [Fact]
    public async Task What_is_added_before_publishing_is_written_too()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var web = builder.AddService("web", 3000);
            var target = new KubernetesResource("web", web.Resource, k8s.Resource);
            target.AdditionalResources.Add(new V1ConfigMap { Metadata = new() { Name = "extra" } });
            web.WithAnnotation(new DeploymentTargetAnnotation(target) { ComputeEnvironment = k8s.Resource });
        });

        published["web/configmap-extra.yaml"].ShouldContain("apiVersion: v1\nkind: ConfigMap\n");
    }

    [Fact]
    public async Task An_object_without_a_name_is_refused_with_the_remedy() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("web", 3000).PublishAsKubernetesService(service => service.AdditionalResources.Add(new V1ConfigMap()));
        }))).Message.ShouldContain("Metadata.Name");

    [Fact]
    public async Task A_resource_of_the_environment_that_this_one_is_a_part_of_is_published_here()
    {
        using var published = await PublishAsync(builder =>
        {
            var managed = builder.AddKubernetesEnvironment("managed").WithDashboard(false);
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithProperties(environment => environment.OwningComputeEnvironment = managed.Resource);
            builder.AddService("web", 3000).WithComputeEnvironment(managed);
        });

        published.Files.ShouldContain("k8s/web/deployment.yaml");
    }

    private static void Refused(Action<HelmChartOptions> mistake) =>
        InModel(builder => Should.Throw<ArgumentException>(() => builder.AddKubernetesEnvironment("k8s").WithHelm(mistake)));

    private static void InModel(Action<IDistributedApplicationBuilder> use)
    {
        using var folder = new TemporaryFolder();
        use(CreateBuilder(folder.Path, "--operation", "publish"));
    }
}
