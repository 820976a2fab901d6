#pragma warning disable ASPIREPROBES001, ASPIRECOMPUTE002 // experimental parts of the official API

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Kubernetes.Validation;
using Aspire.Hosting.Publishing;
using k8s.Models;
using static Aspire.Hosting.Kubernetes.Tests.Testing.PublishedModel;

namespace Aspire.Hosting.Kubernetes.Tests.Publishing;

public sealed class PublishedModelTests
{
    [Fact]
    public async Task A_project_listens_on_its_fixed_port_and_is_found_there()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 8000);
            builder.AddService("order", 4000).WithReference(auth);
        });

        published["auth/service.yaml"].ShouldContain("  name: auth-service\n");
        published["auth/service.yaml"].ShouldContain("    port: 8000\n");
        published["auth/deployment.yaml"].ShouldContain("containerPort: 8000\n");
        published["auth/configmap.yaml"].ShouldContain("  HTTP_PORTS: \"8000\"\n");
        published["order/configmap.yaml"].ShouldContain("  services__auth__http__0: http://auth-service:8000\n");
        published["order/networkpolicy.yaml"].ShouldContain("app.kubernetes.io/name: auth\n");
        published["images.yaml"].ShouldContain("- name: auth\n  tag: ");
        published["images.yaml"].ShouldContain("  project: auth/auth.csproj\n", customMessage: "a path of this machine would differ on the next");
        published["kustomization.yaml"].ShouldNotContain("images.yaml");
    }

    [Fact]
    public async Task Probes_are_the_models_and_numbers_left_at_their_default_are_the_clusters()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("auth", 8000)
                .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 7)
                .WithHttpProbe(ProbeType.Liveness, "/alive");
        });

        var deployment = published["auth/deployment.yaml"];
        deployment.ShouldContain("        readinessProbe:\n          httpGet:\n            path: /health\n            port: http\n          periodSeconds: 7\n");
        deployment.ShouldContain("        livenessProbe:\n          httpGet:\n            path: /alive\n            port: http\n          periodSeconds: 10\n");
        deployment.ShouldContain("        startupProbe:\n          httpGet:\n            path: /alive\n", customMessage: "a slow start is no reason to be restarted");
    }

    [Fact]
    public async Task TLS_ends_before_the_pod_and_nobody_is_sent_to_a_port_that_is_not_there()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 8000).WithHttpsEndpoint();
            builder.AddService("order", 4000).WithReference(auth).WithEnvironment("AUTH", $"{auth.GetEndpoint("https")}/login");
        });

        published["auth/service.yaml"].ShouldNotContain("https");
        published["auth/configmap.yaml"].ShouldNotContain("HTTPS_PORTS");
        published["order/configmap.yaml"].ShouldContain("  services__auth__https__0: http://auth-service:8000\n");
        published["order/configmap.yaml"].ShouldContain("  AUTH: http://auth-service:8000/login\n");
    }

    [Fact]
    public async Task A_container_with_a_named_volume_is_a_StatefulSet_whose_names_do_not_depend_on_the_machine()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddContainer("cache", "docker.io/library/redis", "7").WithVolume("apphost-1a2b3c-cache", "/data").WithEndpoint(targetPort: 6379, scheme: "tcp");
        });

        published["cache/statefulset.yaml"].ShouldContain("      name: data\n");
        published["cache/statefulset.yaml"].ShouldContain("        runAsUser: 999\n");
        published["cache/statefulset.yaml"].ShouldNotContain("1a2b3c");
        published["cache/service-cache-headless.yaml"].ShouldContain("clusterIP: None\n");
        published["cache/service.yaml"].ShouldNotContain("clusterIP:", Case.Sensitive);
    }

    [Fact]
    public async Task Storage_of_the_cluster_can_be_chosen()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var storage = k8s.AddPersistentVolume("fast").WithStorageClass("ssd").WithCapacity("20Gi").WithAccessMode(PersistentVolumeAccessMode.ReadWriteOncePod);
            builder.AddContainer("cache", "redis", "7").WithVolume("v", "/data").WithPersistentVolume(storage);
        });

        var claim = published["cache/statefulset.yaml"];
        claim.ShouldContain("      name: fast\n");
        claim.ShouldContain("      - ReadWriteOncePod\n      storageClassName: ssd\n      resources:\n        requests:\n          storage: 20Gi\n");
    }

    [Fact]
    public async Task What_is_waited_for_to_complete_is_a_Job()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var migration = builder.AddContainer("migration", "registry.example.com/migration", "1");
            builder.AddService("auth", 8000).WaitForCompletion(migration);
        });

        published["migration/job.yaml"].ShouldContain("kind: Job\n");
        published.Files.ShouldNotContain("migration/service.yaml");
    }

    [Fact]
    public async Task Files_of_this_machine_come_along_and_a_part_of_its_system_is_refused_by_name()
    {
        using var files = new TemporaryFolder();
        files.Write("proxy.conf", "server {}\n");
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddContainer("web", "nginx", "1").WithBindMount(files["proxy.conf"], "/etc/nginx/conf.d/proxy.conf", isReadOnly: true);
        });

        published["web/configmap.yaml"].ShouldContain("  proxy.conf: |\n    server {}\n");
        published["web/deployment.yaml"].ShouldContain("mountPath: /etc/nginx/conf.d/proxy.conf\n          subPath: proxy.conf\n");

        var error = await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s");
            builder.AddContainer("web", "nginx", "1").WithBindMount("/etc/web", "/etc/nginx");
        }));
        error.Message.ShouldStartWith("web mounts /etc/web");
    }

    [Fact]
    public async Task External_endpoints_are_reached_by_the_way_that_the_cluster_s_statement_or_whoever_publishes_says()
    {
        using var byHost = await PublishAsync(builder => Shop(builder).WithExposure(ExposureKind.Ingress, "shop.example.com", "nginx"));
        byHost["ingress/ingress.yaml"].ShouldContain("ingressClassName: nginx\n");
        byHost["ingress/ingress.yaml"].ShouldContain("- host: shop.example.com\n");

        using var byPort = await PublishAsync(builder => Shop(builder).WithExposure(ExposureKind.Ingress), "--Kubernetes:Expose=nodeport");
        byPort["auth/service.yaml"].ShouldContain("type: NodePort\n");

        static IResourceBuilder<KubernetesEnvironmentResource> Shop(IDistributedApplicationBuilder builder)
        {
            builder.AddService("auth", 8000).WithExternalHttpEndpoints();
            return builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
        }
    }

    [Fact]
    public async Task Network_policies_can_be_loosened()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithNetworkPolicies(NetworkPolicyMode.Off);
            builder.AddService("auth", 8000);
        });

        published.Files.ShouldNotContain(file => file.EndsWith("networkpolicy.yaml"));
    }

    [Fact]
    public async Task One_volume_of_two_containers_is_one_claim()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddContainer("writer", "busybox", "1").WithVolume("uploads", "/uploads");
            builder.AddContainer("reader", "busybox", "1").WithVolume("uploads", "/uploads", isReadOnly: true);
        });

        published["writer/persistentvolumeclaim.yaml"].ShouldContain("  name: uploads\n");
        published["reader/deployment.yaml"].ShouldContain("claimName: uploads\n");
    }

    [Fact]
    public async Task A_secret_is_recognised_through_expressions_and_never_asked_for()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var password = builder.AddParameter("password", new Unaskable(), secret: true);
            var generated = builder.AddParameter("generated", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true);
            var connection = builder.AddConnectionString("db", ReferenceExpression.Create($"Host=db;Password={password};Options={{x}}"));
            builder.AddService("auth", 8000)
                .WithReference(connection)
                .WithEnvironment("Url", $"https://{password:uri}@host")
                .WithEnvironment("Harmless", "password")
                .WithEnvironment("Generated", generated);
        });

        var secret = published["secrets/auth-secrets.yaml"];
        secret.ShouldContain("  ConnectionStrings__db: Host=db;Password={password};Options={{x}}\n");
        secret.ShouldContain("  Url: https://{password:uri}@host\n");
        secret.ShouldContain("- name: generated\n  generate:\n    minLength: 24\n    special: false\n");
        secret.ShouldContain("- name: password\n  madeBy: AppHost\n");
        published["auth/configmap.yaml"].ShouldContain("  Harmless: password\n");
    }

    [Fact]
    public async Task Secrets_can_be_files_in_place_of_variables()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var key = builder.AddParameter("key", secret: true);
            builder.AddService("auth", 8000).WithEnvironment("Auth__SigningKey", key).WithSecretFiles("Auth__SigningKeysDirectory", "/etc/auth/signing-keys", ("current.pem", key));
        });

        published.Files.ShouldNotContain("secrets/auth-secrets.yaml");
        published["secrets/auth-signing-keys.yaml"].ShouldContain("  current.pem: \"{key}\"\n");
        published["auth/configmap.yaml"].ShouldContain("  Auth__SigningKeysDirectory: /etc/auth/signing-keys\n");
        published["auth/deployment.yaml"].ShouldContain("          secretName: auth-signing-keys\n          defaultMode: 0440\n");
    }

    [Fact]
    public async Task The_value_before_a_rotation_has_a_variable_or_a_file_of_its_own()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var key = builder.AddParameter("key", secret: true);
            var password = builder.AddParameter("password", secret: true);
            builder.AddService("auth", 8000)
                .WithEnvironment("Auth__SigningKey", key)
                .WithEnvironment("Database", ReferenceExpression.Create($"Host=db;Password={password}"))
                .WithSecretFiles("Auth__SigningKeysDirectory", "/etc/auth/signing-keys", ("current.pem", key))
                .WithPreviousSecret("current.pem", "before.pem")
                .WithPreviousSecret("Database", "Database__Previous");
        });

        published["secrets/auth-signing-keys.yaml"].ShouldContain("  before.pem: \"{key:previous}\"\n  current.pem: \"{key}\"\n");
        published["secrets/auth-secrets.yaml"].ShouldContain("  Database: Host=db;Password={password}\n  Database__Previous: Host=db;Password={password:previous}\n");
    }

    [Fact]
    public async Task The_value_before_of_what_does_not_exist_is_a_mistake_that_names_it() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s");
            builder.AddService("auth", 8000).WithPreviousSecret("Databse", "Database__Previous");
        }))).Message.ShouldContain("'auth' has neither an environment variable nor a secret file 'Databse'");

    [Fact]
    public async Task The_value_before_of_a_plain_parameter_is_a_mistake() =>
        (await Should.ThrowAsync<ValidationException>(() => PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s");
            builder.AddService("auth", 8000).WithEnvironment("Url", builder.AddParameter("url", "http://here")).WithPreviousSecret("Url", "OldUrl");
        }))).Message.ShouldContain("'url' is no secret");

    [Fact]
    public async Task A_plain_parameter_without_a_value_is_a_mistake_with_its_remedy_and_the_line()
    {
        var error = await Should.ThrowAsync<ValidationException>(() => PublishAsync(builder =>
        {
            File.WriteAllText(Path.Combine(builder.AppHostDirectory, "AppHost.cs"), "var x = 1;\n    .AddProject<Projects.Auth>(\"auth\")\n");
            builder.AddKubernetesEnvironment("k8s");
            builder.AddService("auth", 8000).WithEnvironment("Url", builder.AddParameter("public-url"));
        }));

        error.Message.ShouldContain("Parameters__public_url");
        error.Message.ShouldContain("AddProject(\"auth\") at AppHost.cs:2");
    }

    [Fact]
    public async Task An_Ingress_takes_its_hosts_from_parameters_too()
    {
        using var published = await PublishAsync(
            builder =>
            {
                var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
                var auth = builder.AddService("auth", 8000).WithExternalHttpEndpoints();
                k8s.AddIngress("entry").WithIngressClass("nginx").WithHostname(builder.AddParameter("host")).WithPath("/", auth.GetEndpoint("http")).WithTls();
            },
            "--Parameters:host=a.example.com");

        var ingress = published["entry/ingress.yaml"];
        ingress.ShouldContain("  - host: a.example.com\n");
        ingress.ShouldContain("  - hosts:\n    - a.example.com\n    secretName: entry-tls\n");
        published["auth/networkpolicy.yaml"].ShouldContain("kubernetes.io/metadata.name: ingress-nginx\n");
    }

    [Fact]
    public async Task A_Gateway_is_there_for_clusters_without_an_Ingress_controller()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 8000).WithExternalHttpEndpoints();
            k8s.AddGateway("edge").WithGatewayClass("envoy").WithRoute("a.example.com", "/auth", auth.GetEndpoint("http"));
        });

        published["edge/gateway.yaml"].ShouldContain("gatewayClassName: envoy\n");
        published["auth/httproute.yaml"].ShouldContain("        type: PathPrefix\n        value: /auth\n");
    }

    [Fact]
    public async Task A_line_of_the_model_makes_one_form_of_the_routes_of_the_other()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 8000).WithExternalHttpEndpoints();
            k8s.AddIngress("ingress").WithPath("a.example.com", "/", auth.GetEndpoint("http")).WithGatewayApi("eg");
            k8s.AddGateway("edge").WithGatewayClass("eg").WithRoute("b.example.com", "/", auth.GetEndpoint("http")).WithIngressClass("contour");
        });

        published["gateway/gateway.yaml"].ShouldContain("gatewayClassName: eg\n");
        published["auth/httproute.yaml"].ShouldContain("  hostnames:\n  - a.example.com\n");
        published["edge/ingress.yaml"].ShouldContain("  ingressClassName: contour\n  rules:\n  - host: b.example.com\n");
    }

    [Fact]
    public async Task Routes_may_belong_to_a_Gateway_that_somebody_else_runs()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var auth = builder.AddService("auth", 8000).WithExternalHttpEndpoints();
            k8s.AddIngress("ingress").WithIngressClass("nginx").WithPath("a.example.com", "/", auth.GetEndpoint("http"));
            k8s.AddGateway("edge").WithGatewayClass("istio").WithRoute("b.example.com", "/", auth.GetEndpoint("http")).WithExistingGateway("shared", "infra", listener: "https");
            k8s.WithOverlay("platform", platform => platform.WithExistingGateway("public", "edge-system", "eg"));
        });

        published["auth/httproute.yaml"].ShouldContain("  - name: shared\n    namespace: infra\n    sectionName: https\n");
        published["auth/networkpolicy.yaml"].ShouldContain("          kubernetes.io/metadata.name: infra\n      podSelector:\n        matchLabels:\n          gateway.networking.k8s.io/gateway-name: shared\n");
        published["overlays/platform/auth/httproute-gateway-auth.yaml"].ShouldContain("  - name: public\n    namespace: edge-system\n");
    }

    [Fact]
    public void The_certificates_of_somebody_else_s_Gateway_are_theirs()
    {
        var builder = DistributedApplication.CreateBuilder();
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var issuer = k8s.AddCertManager("cert-manager").AddIssuer("letsencrypt");

        Should.Throw<InvalidOperationException>(() => k8s.AddGateway("a").WithTls(issuer).WithExistingGateway("shared", "infra"))
            .Message.ShouldContain("those of the Gateway 'infra/shared' are for whoever runs it: leave out WithTls");
        Should.Throw<InvalidOperationException>(() => k8s.AddGateway("b").WithExistingGateway("shared", "infra").WithTls(issuer))
            .Message.ShouldContain("whose certificates are theirs: leave out WithTls");
    }

    [Fact]
    public async Task What_a_controller_is_told_follows_from_its_class_and_what_it_cannot_be_told_is_noted()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var web = builder.AddService("web", 3000).WithExternalHttpEndpoints();
            k8s.AddIngress("entry").WithIngressClass("nginx").WithPath("a.example.com", "/", web.GetEndpoint("http"))
                .WithStreams(TimeSpan.FromSeconds(15))
                .WithMaxRequestBodySize(8 * 1024 * 1024);
            k8s.WithOverlay("contour", contour => contour.WithIngressClass("contour").WithTls("web-tls"))
                .WithOverlay("other", other => other.WithIngressClass("acme").WithTls("web-tls").WithControllerNamespace("acme-system"))
                .WithOverlay("gateway", gateway => gateway.WithGatewayApi("eg"));
        });

        published["entry/ingress.yaml"].ShouldContain("  annotations:\n    nginx.ingress.kubernetes.io/proxy-body-size: \"8388608\"\n");
        published["entry/ingress.yaml"].ShouldNotContain("proxy-read-timeout");
        published["overlays/contour/entry/ingress.yaml"].ShouldContain("    ingress.kubernetes.io/force-ssl-redirect: \"true\"\n");
        published["overlays/contour/entry/ingress.yaml"].ShouldContain("    projectcontour.io/response-timeout: infinity\n");
        published["overlays/contour/web/networkpolicy.yaml"].ShouldContain("kubernetes.io/metadata.name: projectcontour\n");
        published["overlays/other/entry/ingress.yaml"].ShouldContain("# note: not translated, as the controller of the class 'acme' is not known here: the redirect from HTTP to HTTPS");
        published["overlays/other/web/networkpolicy.yaml"].ShouldContain("kubernetes.io/metadata.name: acme-system\n");
        published["overlays/gateway/web/httproute.yaml"].ShouldContain("    timeouts:\n      request: 0s\n");
    }

    [Fact]
    public async Task Objects_can_be_changed_before_they_are_written()
    {
        using var published = await PublishAsync(builder =>
        {
            builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            builder.AddService("auth", 8000).PublishAsKubernetesService(service =>
            {
                service.Deployment!.Spec.MinReadySeconds = 30;
                service.Service!.Metadata.Annotations = new Dictionary<string, string> { ["example.com/owner"] = "team" };
                service.AdditionalResources.Add(new k8s.Models.V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "extra" } });
            });
        });

        published["auth/deployment.yaml"].ShouldContain("  minReadySeconds: 30\n");
        published["auth/service.yaml"].ShouldContain("    example.com/owner: team\n");
        published["auth/configmap-extra.yaml"].ShouldContain("  name: extra\n");
    }

    [Fact]
    public async Task What_only_a_cluster_knows_is_stated_beside_the_official_API()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false).WithHelm(helm => helm.WithChartName("shop").WithNamespace("shop-prod").WithChartVersion("2.1.0"));
            builder.AddService("web", 3000)
                .WithServiceName("frontend")
                .WithServiceType(ServiceExposure.NodePort, nodePort: 30080)
                .WithAutoscaling(2, 8, cpuUtilization: 60)
                .WithResources(memoryLimit: "1Gi")
                .WithDisruptionBudget(minAvailable: "50%")
                .WithUpdateStrategy(UpdateStrategy.Recreate);
        });

        published["namespace.yaml"].ShouldContain("name: shop-prod\n");
        published["web/service.yaml"].ShouldContain("  name: frontend\n");
        published["web/service.yaml"].ShouldContain("    nodePort: 30080\n");
        published["web/horizontalpodautoscaler.yaml"].ShouldContain("        averageUtilization: 60\n");
        published["web/horizontalpodautoscaler.yaml"].ShouldContain("    scaleUp:\n      stabilizationWindowSeconds: 60\n");
        published["web/poddisruptionbudget.yaml"].ShouldContain("  minAvailable: 50%\n");
        published["web/deployment.yaml"].ShouldContain("    type: Recreate\n");
        published["web/deployment.yaml"].ShouldContain("image: web:2.1.0\n");
        published["web/deployment.yaml"].ShouldContain("            memory: 1Gi\n");
    }

    [Fact]
    public async Task An_overlay_is_written_beside_the_tree()
    {
        using var published = await PublishAsync(builder =>
        {
            var k8s = builder.AddKubernetesEnvironment("k8s").WithDashboard(false);
            var url = builder.AddParameter("url", "http://devops.local", publishValueAsDefault: true);
            var web = builder.AddService("web", 3000).WithExternalHttpEndpoints().WithEnvironment("Url", url).WithReplicas(2);
            k8s.AddIngress("entry").WithPath("devops.local", "/", web.GetEndpoint("http"));
            k8s.WithOverlay("production", production => production.WithHostname("shop.example.com").WithTls("shop-tls").WithReplicas(4).WithParameter(url, "https://shop.example.com"));
        });

        published["overlays/production/web/deployment.yaml"].ShouldContain("  replicas: 4\n");
        published["overlays/production/web/configmap.yaml"].ShouldContain("  Url: https://shop.example.com\n");
        published["overlays/production/entry/ingress.yaml"].ShouldContain("    secretName: shop-tls\n");
    }

    [Theory]
    [InlineData("helm", "Chart.yaml")]
    [InlineData("compose", "compose.yaml")]
    [InlineData("kustomize", "kustomization.yaml")]
    public async Task The_output_has_the_form_that_is_asked_for(string format, string file)
    {
        using var published = await PublishAsync(
            builder =>
            {
                builder.AddKubernetesEnvironment("k8s");
                builder.AddService("auth", 8000);
            },
            $"--Kubernetes:OutputFormat={format}");

        published.Files.ShouldContain(file);
    }

    [Fact]
    public async Task An_unknown_form_is_refused() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => PublishAsync(builder => builder.AddKubernetesEnvironment("k8s"), "--Kubernetes:OutputFormat=terraform")))
            .Message.ShouldContain("kustomize, helm, compose");

    [Fact]
    public void When_the_application_is_run_the_cluster_takes_no_part_but_its_routes_can_be_served()
    {
        using var folder = new TemporaryFolder();
        var builder = CreateBuilder(folder.Path);
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint(targetPort: 8080);
        var ingress = k8s.AddIngress("entry").WithPath("devops.local", "/shop", web.GetEndpoint("http"), IngressPathType.Exact);

        builder.Resources.Select(resource => resource.Name).ShouldBe(["web"]);
        ingress.Resource.Routes.ShouldHaveSingleItem().Path.ShouldBe("/shop");
    }

    private sealed class Unaskable : ParameterDefault
    {
        public override string GetDefaultValue() => throw new InvalidOperationException("Nobody may ask for a secret when publishing.");

        public override void WriteToManifest(ManifestPublishingContext context)
        {
        }
    }
}
