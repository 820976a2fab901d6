using k8s;
using k8s.Models;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

/// <summary>The dashboard that comes along with an application.</summary>
public sealed class PublishedDashboardTests
{
    [Fact]
    public async Task It_is_the_official_one_and_receives_telemetry_under_a_key()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s");
            builder.AddService();
        });

        Containers(published).ShouldHaveSingleItem().Image.ShouldBe("mcr.microsoft.com/dotnet/aspire-dashboard:13.6");
        published["auth/configmap.yaml"].ShouldContain("  OTEL_EXPORTER_OTLP_ENDPOINT: http://dashboard-service:18889\n");
        published["secrets/auth-secrets.yaml"].ShouldContain("  OTEL_EXPORTER_OTLP_HEADERS: x-otlp-api-key={dashboard-otlp-key}\n");
        published["auth/deployment.yaml"].ShouldContain("service.instance.id=$(POD_NAME)");
        published["dashboard/networkpolicy.yaml"].ShouldContain("port: 18889\n");
        published["dashboard/networkpolicy.yaml"].ShouldNotContain("port: 18888\n", customMessage: "the services have no business with the pages");
    }

    [Fact]
    public async Task It_accepts_the_telemetry_key_of_before_too()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s"));

        published["secrets/dashboard-secrets.yaml"].ShouldContain("  DASHBOARD__OTLP__SECONDARYAPIKEY: \"{dashboard-otlp-key:previous}\"\n");
    }

    [Fact]
    public async Task It_writes_to_nothing_but_a_folder_that_ends_with_the_pod()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")));

        Pod(published).SecurityContext.RunAsUser.ShouldBe(1654);
        Pod(published).SecurityContext.RunAsNonRoot.ShouldBe(true);
        Containers(published).ShouldAllBe(container => container.SecurityContext.ReadOnlyRootFilesystem == true && container.SecurityContext.AllowPrivilegeEscalation == false && container.SecurityContext.Capabilities.Drop.Contains("ALL"));
        Containers(published)[0].VolumeMounts.ShouldHaveSingleItem().MountPath.ShouldBe("/tmp");
        published["dashboard/configmap.yaml"].ShouldContain("  HOME: /tmp\n", customMessage: "it keeps its keys there");
    }

    [Fact]
    public async Task Without_a_program_that_tells_of_the_namespace_it_shows_telemetry_only_and_may_see_nothing()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s"));

        published["dashboard/configmap.yaml"].ShouldNotContain("RESOURCE_SERVICE");
        published["secrets/dashboard-secrets.yaml"].ShouldNotContain("dashboard-resources-key");
        Pod(published).AutomountServiceAccountToken.ShouldBe(false);
        published.Files.ShouldNotContain("dashboard/role.yaml");
    }

    [Fact]
    public async Task The_program_beside_it_has_the_token_and_the_dashboard_has_not()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")));

        var (dashboard, resources) = (Containers(published)[0], Containers(published)[1]);
        Pod(published).AutomountServiceAccountToken.ShouldBe(false);
        published["dashboard/serviceaccount.yaml"].ShouldContain("automountServiceAccountToken: false\n");
        resources.VolumeMounts.ShouldHaveSingleItem().MountPath.ShouldBe("/var/run/secrets/kubernetes.io/serviceaccount");
        var token = Pod(published).Volumes.Single(volume => volume.Name == resources.VolumeMounts[0].Name);
        token.Projected.Sources.Select(source => source.ServiceAccountToken?.Path ?? source.ConfigMap?.Items[0].Path ?? source.DownwardAPI.Items[0].Path).ShouldBe(["token", "ca.crt", "namespace"]);
        dashboard.VolumeMounts.ShouldNotContain(mount => mount.Name == token.Name);
        published["dashboard/networkpolicy.yaml"].ShouldContain("port: 6443\n");
    }

    [Fact]
    public async Task Both_have_one_key_that_stands_in_the_Secret()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")));

        published["secrets/dashboard-secrets.yaml"].ShouldContain("  DASHBOARD__RESOURCESERVICECLIENT__APIKEY: \"{dashboard-resources-key}\"\n");
        published["dashboard/configmap.yaml"].ShouldContain("  DOTNET_RESOURCE_SERVICE_ENDPOINT_URL: http://localhost:18891\n");
        var key = Containers(published)[1].Env.Single(variable => variable.Name == "RESOURCES__APIKEY").ValueFrom.SecretKeyRef;
        (key.Name, key.Key).ShouldBe(("dashboard-secrets", "DASHBOARD__RESOURCESERVICECLIENT__APIKEY"));
        Containers(published)[1].EnvFrom.ShouldBeNull("the token of the pages is none of its business");
    }

    [Fact]
    public async Task Nobody_outside_of_the_pod_reaches_more_than_the_health_of_the_program_beside_it()
    {
        using var published = await PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")));

        var resources = Containers(published)[1];
        resources.Ports.ShouldHaveSingleItem().ContainerPort.ShouldBe(18892);
        resources.Env.Single(variable => variable.Name == "KESTREL__ENDPOINTS__RESOURCES__URL").Value.ShouldBe("http://localhost:18891");
        resources.ReadinessProbe.HttpGet.Path.ShouldBe("/health");
        published["dashboard/service.yaml"].ShouldNotContain("18891");
        published["dashboard/service.yaml"].ShouldNotContain("18892");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_may_look_at_its_namespace_and_at_no_Secret_and_change_nothing_unless_restarts_are_asked_for(bool allowRestart)
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard =>
            {
                dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0");
                if (allowRestart)
                {
                    dashboard.WithRestartCommand();
                }
            });
            builder.AddService();
        });

        var rules = KubernetesYaml.Deserialize<V1Role>(published["dashboard/role.yaml"]).Rules;
        rules.SelectMany(rule => rule.Resources).ShouldNotContain(resource => resource == "secrets" || resource == "configmaps" || resource == "*");
        rules.SelectMany(rule => rule.Verbs).Where(verb => verb is not ("list" or "watch" or "get")).ShouldBe(allowRestart ? ["patch"] : []);
        rules.Where(rule => rule.Verbs.Contains("patch")).SelectMany(rule => rule.Resources).ShouldBe(allowRestart ? ["deployments", "statefulsets", "daemonsets"] : []);
        Containers(published)[1].Env.Single(variable => variable.Name == "RESOURCES__ALLOWRESTART").Value.ShouldBe(allowRestart ? "true" : "false");
        published["auth/deployment.yaml"].ShouldContain("automountServiceAccountToken: false\n");
        published.Files.ShouldNotContain("auth/role.yaml");
    }

    [Fact]
    public async Task A_project_of_the_program_is_built_like_the_services()
    {
        using var published = await PublishAsync(
            builder =>
            {
                File.WriteAllText(Path.Combine(builder.AppHostDirectory, "NamespaceResources.csproj"), "<Project />");
                builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResources("NamespaceResources.csproj"));
            },
            "--Kubernetes:ImagePrefix=registry.local/shop", "--Kubernetes:ImageTag=7");

        Containers(published)[1].Image.ShouldBe("registry.local/shop/namespace-resources:7");
        published["images.yaml"].ShouldContain("- name: registry.local/shop/namespace-resources\n  tag: \"7\"\n  project: NamespaceResources.csproj\n");
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_refused_by_name()
    {
        var error = await Should.ThrowAsync<DistributedApplicationException>(() =>
            PublishAsync(builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResources("../NamespaceResources.csproj"))));

        error.Message.ShouldStartWith("The project of NamespaceResources, '../NamespaceResources.csproj', does not exist");
        error.Message.ShouldContain("WithNamespaceResourcesImage");
    }

    [Fact]
    public async Task A_chart_takes_the_image_and_the_size_of_the_program_as_values()
    {
        using var published = await PublishAsync(
            builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")),
            "--Kubernetes:OutputFormat=helm");

        published["values.yaml"].ShouldContain("  sidecars:\n    resources:\n      image:\n        repository: registry.local/namespace-resources\n        tag: \"1.0\"\n");
        published["templates/dashboard/deployment.yaml"].ShouldContain("image: \"{{ .Values.dashboard.sidecars.resources.image.repository }}:{{ .Values.dashboard.sidecars.resources.image.tag }}\"");
    }

    [Fact]
    public async Task In_Compose_there_is_no_namespace_to_tell_of()
    {
        using var published = await PublishAsync(
            builder => builder.AddKubernetesEnvironment("k8s").WithDashboard(dashboard => dashboard.WithNamespaceResourcesImage("registry.local/namespace-resources", "1.0")),
            "--Kubernetes:OutputFormat=compose");

        var compose = string.Concat(published.Files.Select(file => published[file]));
        compose.ShouldContain("aspire-dashboard");
        compose.ShouldNotContain("namespace-resources");
        compose.ShouldNotContain("RESOURCE_SERVICE");
        compose.ShouldNotContain("dashboard-resources-key");
    }

    private static V1PodSpec Pod(Testing.PublishedModel published) => KubernetesYaml.Deserialize<V1Deployment>(published["dashboard/deployment.yaml"]).Spec.Template.Spec;

    private static IList<V1Container> Containers(Testing.PublishedModel published) => Pod(published).Containers;
}

file static class Models
{
    // A project needs no more than a file of its name.
    public static void AddService(this IDistributedApplicationBuilder builder)
    {
        File.WriteAllText(Path.Combine(builder.AppHostDirectory, "auth.csproj"), "<Project />");
        builder.AddProject("auth", "auth.csproj").WithHttpEndpoint(port: 8000);
    }
}
