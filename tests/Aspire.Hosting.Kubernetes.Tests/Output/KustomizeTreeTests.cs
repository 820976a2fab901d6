using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class KustomizeTreeTests
{
    private static ApplicationDescription Production(ApplicationDescription application) => application with
    {
        Workloads =
        [
            .. application.Workloads.Select(workload => workload.Autoscaling is null ? workload : workload with
            {
                Autoscaling = new(3, 10),
                Resources = workload.Resources with { MemoryLimit = "1Gi" },
            }),
        ],
        Parameters = [.. application.Parameters.Select(parameter => parameter.Name == "public-url" ? parameter with { Value = "https://devops.example.com" } : parameter)],
        Ingresses =
        [
            .. application.Ingresses.Select(ingress => ingress with
            {
                TlsSecret = "devops-tls",
                Routes = [.. ingress.Routes.Select(route => route with { Host = "devops.example.com" })],
            }),
        ],
    };

    private static ApplicationDescription Gateway(ApplicationDescription application) =>
        application.ChangeRoutes(routes => routes.AsGateway("nginx") with { TlsSecret = "devops-tls" });

    private static ApplicationDescription Minikube(ApplicationDescription application) => application with
    {
        Workloads = [.. application.Workloads.Select(workload => workload with { Autoscaling = null, DisruptionBudget = null, Replicas = 1 })],
    };

    [Fact]
    public void A_resource_has_a_folder_and_an_object_a_file()
    {
        var files = KustomizeTree.Build(ApplicationObjects.Build(Sample.Application())).Files.Keys;

        files.Where(file => file.StartsWith("auth/", StringComparison.Ordinal)).ShouldBe(
        [
            "auth/configmap.yaml", "auth/deployment.yaml", "auth/horizontalpodautoscaler.yaml", "auth/kustomization.yaml",
            "auth/networkpolicy.yaml", "auth/poddisruptionbudget.yaml", "auth/service.yaml", "auth/serviceaccount.yaml",
        ]);
        files.ShouldContain("kustomization.yaml");
        files.ShouldContain("namespace.yaml");
        files.ShouldContain("postgres/statefulset.yaml");
        files.ShouldContain("ingress/ingress.yaml");
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes() =>
        KustomizeTree.Build(ApplicationObjects.Build(Sample.Application())).Files
            .ShouldBe(KustomizeTree.Build(ApplicationObjects.Build(Sample.Application())).Files);

    [Fact]
    public async Task Kubectl_makes_the_same_objects_of_it()
    {
        using var folder = new TemporaryFolder();
        var objects = ApplicationObjects.Build(Sample.Application());
        await FileTreeWriter.WriteAsync(KustomizeTree.Build(objects), folder["tree"], TestContext.Current.CancellationToken);

        var text = await CommandLineTool.RunAsync("kubectl", "kustomize", folder["tree"]);

        YamlObjects.Read(text).ShouldBeSameObjectsAs(YamlObjects.Of(objects));
    }

    [Theory]
    [InlineData("production")]
    [InlineData("minikube")]
    [InlineData("gateway")]
    public async Task An_overlay_gives_exactly_what_the_model_gives_there(string overlay)
    {
        using var folder = new TemporaryFolder();
        var application = Sample.Application();
        var objects = ApplicationObjects.Build(application with { Overlays = [new("production", Production), new("minikube", Minikube), new("gateway", Gateway)] });
        await FileTreeWriter.WriteAsync(KustomizeTree.Build(objects), folder["tree"], TestContext.Current.CancellationToken);

        var text = await CommandLineTool.RunAsync("kubectl", "kustomize", folder[$"tree/overlays/{overlay}"]);

        var variant = overlay switch { "production" => Production(application), "minikube" => Minikube(application), _ => Gateway(application) };
        YamlObjects.Read(text).ShouldBeSameObjectsAs(YamlObjects.Of(ApplicationObjects.Build(variant)));
    }

    [Fact]
    public void An_overlay_says_only_what_differs()
    {
        var objects = ApplicationObjects.Build(Sample.Application() with { Overlays = [new("production", Production)] });

        var patch = KustomizeTree.Build(objects).Files["overlays/production/order/deployment.yaml"];

        patch.ShouldBe($"""
            {FileTree.Header}
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: order
            spec:
              template:
                spec:
                  containers:
                  - name: order
                    resources:
                      limits:
                        memory: 1Gi

            """);
    }

    [Fact]
    public void An_overlay_that_is_not_valid_is_named()
    {
        var objects = ApplicationObjects.Build(Sample.Application() with
        {
            Overlays = [new("broken", application => application.With("auth", auth => auth with { Autoscaling = new(5, 2) }))],
        });

        Should.Throw<ValidationException>(() => KustomizeTree.Build(objects)).Violations.Single().Field.ShouldBe("spec.maxReplicas in overlay 'broken'");
    }

    [Fact]
    public void No_secret_value_and_no_secret_object_is_in_the_tree()
    {
        var files = KustomizeTree.Build(ApplicationObjects.Build(Sample.Application())).Files;

        files["kustomization.yaml"].ShouldNotContain("secrets");
        files.Values.ShouldAllBe(text => !text.Contains("kind: Secret\n"));
        files["secrets/auth-secrets.yaml"].ShouldContain("ConnectionStrings__authdb: Host=postgres-service;Port=5432;Username=postgres;Password={postgres-password};Database=authdb");
        files["secrets/auth-secrets.yaml"].ShouldContain("config.kubernetes.io/local-config: \"true\"");
    }
}
