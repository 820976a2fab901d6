using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Kubernetes.Validation;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Validation;

public sealed class ManifestValidatorTests
{
    [Fact]
    public void A_valid_application_has_no_violations() => Violations(Sample.Application()).ShouldBeEmpty();

    [Fact]
    public void A_violation_names_the_resource_the_field_the_rule_and_the_call()
    {
        var violation = Violations(Sample.Application().With("auth", auth => auth with { ServiceName = "Auth_Service" })).First(item => item.Id == "Service/Auth_Service");

        violation.Resource.ShouldBe("auth");
        violation.Field.ShouldBe("metadata.name");
        violation.Problem.ShouldContain("RFC 1035");
        violation.Reference.ShouldStartWith("https://kubernetes.io/");
        violation.ToString().ShouldContain("AddProject(\"auth\") at AppHost.cs:12");
    }

    [Fact]
    public void Names_are_unique()
    {
        var second = Sample.Service("auth", 9000) with { ServiceName = "second" };

        Violations(Sample.Application(Sample.Service("auth", 8000), second)).ShouldContain(violation => violation.Field == "name");
    }

    [Fact]
    public void Two_objects_cannot_have_one_name() =>
        Violations(Sample.Application(Sample.Service("a", 8000) with { ServiceName = "same" }, Sample.Service("b", 8001) with { ServiceName = "same" }))
            .ShouldContain(violation => violation.Problem.Contains("'a' and 'b' both give a Service called 'same'"));

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Ports_are_in_range(int port) =>
        Violations(Sample.Application(Sample.Service("web", port))).ShouldContain(violation => violation.Problem.Contains("between 1 and 65535"));

    [Fact]
    public void Labels_have_their_form() =>
        Violations(Customized(objects => objects.Deployment!.Metadata.Labels["team"] = "a b")).ShouldContain(violation => violation.Field == "metadata.labels['team']");

    [Fact]
    public void A_selector_matches_the_pods_that_it_is_for()
    {
        Violations(Customized(objects => objects.Deployment!.Spec.Selector.MatchLabels["app.kubernetes.io/name"] = "other"))
            .ShouldContain(violation => violation.Field == "spec.selector.matchLabels");
        Violations(Customized(objects => objects.Service!.Spec.Selector["app.kubernetes.io/name"] = "other"))
            .ShouldContain(violation => violation.Id == "Service/auth-service" && violation.Field == "spec.selector");
        Violations(Customized(objects => objects.PodDisruptionBudget!.Spec.Selector.MatchLabels["app.kubernetes.io/name"] = "other"))
            .ShouldContain(violation => violation.Id == "PodDisruptionBudget/auth");
        Violations(Customized(objects => objects.NetworkPolicy!.Spec.Ingress[0].FromProperty[0].PodSelector.MatchLabels["app.kubernetes.io/name"] = "nobody"))
            .ShouldContain(violation => violation.Id == "NetworkPolicy/auth" && violation.Field == "spec.ingress[0].from");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("TCP")]
    public void A_probe_has_a_scheme_that_Kubernetes_knows(string scheme) =>
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].ReadinessProbe.HttpGet.Scheme = scheme))
            .ShouldContain(violation => violation.Field.EndsWith("readinessProbe.httpGet.scheme") && violation.Problem.Contains("HTTP or HTTPS"));

    [Fact]
    public void A_probe_asks_a_port_that_exists() =>
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].LivenessProbe.HttpGet.Port = "admin"))
            .ShouldContain(violation => violation.Field.EndsWith("livenessProbe.port"));

    [Fact]
    public void Only_readiness_counts_successes() =>
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].LivenessProbe.SuccessThreshold = 2))
            .ShouldContain(violation => violation.Field.EndsWith("successThreshold"));

    [Fact]
    public void An_autoscaler_needs_requests() =>
        Violations(Sample.Application().With("auth", auth => auth with { Resources = new(null, "64Mi", null, "128Mi") }))
            .ShouldContain(violation => violation.Id == "HorizontalPodAutoscaler/auth" && violation.Problem.Contains("requests no cpu"));

    [Fact]
    public void An_autoscaler_has_a_range() =>
        Violations(Sample.Application().With("auth", auth => auth with { Autoscaling = new(5, 2) })).ShouldContain(violation => violation.Field == "spec.maxReplicas");

    [Fact]
    public void An_Ingress_leads_to_a_Service_and_a_port_that_exist()
    {
        Violations(Routed(new("devops.local", "/x", "Prefix", "nowhere", "http"))).ShouldContain(violation => violation.Problem == "there is no Service 'nowhere'");
        Violations(Routed(new("devops.local", "/x", "Prefix", "auth", "admin"))).ShouldContain(violation => violation.Problem.Contains("has no port 0"));
    }

    [Fact]
    public void An_Ingress_has_hosts_and_paths_in_their_form_and_one_owner_for_each()
    {
        Violations(Routed(new("Not A Host", "/x", "Prefix", "auth", "http"))).ShouldContain(violation => violation.Field.EndsWith(".host"));
        Violations(Routed(new("devops.local", "x", "Prefix", "auth", "http"))).ShouldContain(violation => violation.Field.EndsWith(".path"));
        Violations(Routed(new("devops.local", "/auth", "Prefix", "order", "http"))).ShouldContain(violation => violation.Problem.Contains("routed twice"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("100%")]
    public void A_disruption_budget_lets_nodes_be_drained(string least) =>
        Violations(Sample.Application().With("auth", auth => auth with { DisruptionBudget = new(least, null) })).ShouldContain(violation => violation.Id == "PodDisruptionBudget/auth");

    [Fact]
    public void Environment_variables_have_names() =>
        Violations(Sample.Application().With("auth", auth => auth with { Environment = [new("Logging:Level", TextTemplate.Literal("x"))] }))
            .ShouldContain(violation => violation.Field == "environment variable Logging:Level" && violation.Problem.Contains("'__'"));

    [Fact]
    public void Settings_fit_into_a_ConfigMap() =>
        Violations(Sample.Application().With("auth", auth => auth with { Environment = [new("BIG", TextTemplate.Literal(new string('x', 1024 * 1024)))] }))
            .ShouldContain(violation => violation.Problem.Contains("1 MiB"));

    [Theory]
    [InlineData("a lot")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("12 Mi")]
    public void Quantities_are_quantities(string quantity) =>
        Violations(Sample.Application().With("auth", auth => auth with { Resources = auth.Resources with { MemoryLimit = quantity } })).ShouldContain(violation => violation.Field == "memory limit");

    [Fact]
    public void Nobody_asks_for_more_than_the_limit() =>
        Violations(Sample.Application().With("auth", auth => auth with { Resources = new("2", "1Gi", "1", "512Mi") })).Count(violation => violation.Problem.Contains("more than the limit")).ShouldBe(2);

    [Fact]
    public void What_is_mounted_exists_and_what_exists_is_mounted()
    {
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].VolumeMounts[0].Name = "missing")).Select(violation => violation.Problem)
            .ShouldBe(["'/etc/auth/signing-keys' is to show a volume 'missing' that does not exist", "the volume 'signing-keys' is mounted nowhere"]);
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].VolumeMounts[0].MountPath = "/tmp")).ShouldContain(violation => violation.Problem.Contains("two volumes are mounted at '/tmp'"));
    }

    [Fact]
    public void Configuration_that_is_read_exists()
    {
        Violations(Customized(objects => objects.ConfigMap = null)).ShouldContain(violation => violation.Problem == "there is no ConfigMap 'auth-config'");
        Violations(Customized(objects => objects.PodTemplate!.Spec.Containers[0].EnvFrom[1].SecretRef.Name = "other")).ShouldContain(violation => violation.Problem.Contains("Secret 'other'"));
        Violations(Customized(objects => objects.ServiceAccount = null)).ShouldContain(violation => violation.Problem == "there is no ServiceAccount 'auth'");
    }

    [Fact]
    public void Every_pod_is_within_the_restricted_standard()
    {
        static IEnumerable<string> Broken(Action<V1PodSpec> change) =>
            Violations(Customized(objects => change(objects.PodTemplate!.Spec))).Where(violation => violation.Reference.Contains("pod-security")).Select(violation => violation.Field.Split('.')[^1]);

        Broken(pod => pod.SecurityContext.RunAsNonRoot = null).ShouldBe(["runAsNonRoot"]);
        Broken(pod => pod.SecurityContext.RunAsUser = 0).ShouldBe(["runAsUser"]);
        Broken(pod => pod.SecurityContext.SeccompProfile = null).ShouldBe(["seccompProfile"]);
        Broken(pod => pod.Containers[0].SecurityContext.AllowPrivilegeEscalation = null).ShouldBe(["allowPrivilegeEscalation"]);
        Broken(pod => pod.Containers[0].SecurityContext.Capabilities.Add = ["SYS_ADMIN"]).ShouldBe(["capabilities"]);
        Broken(pod => pod.Containers[0].SecurityContext.Privileged = true).ShouldBe(["privileged"]);
        Broken(pod => pod.HostNetwork = true).ShouldBe(["hostNetwork"]);
        Broken(pod => pod.Containers[0].Ports[0].HostPort = 80).ShouldBe(["ports"]);
        Broken(pod => pod.Volumes[^1] = new() { Name = "tmp", HostPath = new() { Path = "/tmp" } }).ShouldBe(["volumes['tmp']"]);
    }

    [Fact]
    public void An_update_can_make_progress_and_a_pod_can_end_in_peace()
    {
        Violations(Customized(objects => objects.Deployment!.Spec.Strategy.RollingUpdate.MaxSurge = 0)).ShouldContain(violation => violation.Field == "spec.strategy.rollingUpdate");
        Violations(Customized(objects => objects.Deployment!.Spec.ProgressDeadlineSeconds = 3)).ShouldContain(violation => violation.Field == "spec.progressDeadlineSeconds");
        Violations(Customized(objects => objects.PodTemplate!.Spec.TerminationGracePeriodSeconds = 10)).ShouldContain(violation => violation.Field.EndsWith("sleep.seconds"));
    }

    [Fact]
    public void A_missing_value_is_a_violation_with_its_remedy_and_never_a_question()
    {
        var application = Sample.Application() with { Parameters = [.. Sample.Application().Parameters.Select(parameter => parameter with { Value = null })] };

        Violations(application).ShouldContain(violation => violation.Resource == "auth" && violation.Problem.Contains("Parameters__public_url"));
    }

    [Fact]
    public void What_names_nothing_is_a_violation()
    {
        static IEnumerable<string> Problems(TextPart part) => Violations(Sample.Application().With("auth", auth => auth with { Environment = [new("X", new(part))] })).Select(violation => violation.Problem);

        Problems(new TextPart.Endpoint("cache", "tcp", EndpointPart.Url)).ShouldContain(problem => problem.Contains("no workload 'cache'"));
        Problems(new TextPart.Endpoint("order", "grpc", EndpointPart.Url)).ShouldContain(problem => problem.Contains("'order' has no endpoint 'grpc' (it has 'http')"));
        Problems(new TextPart.Parameter("unknown")).ShouldContain(problem => problem.Contains("no parameter 'unknown'"));
        Problems(new TextPart.Unresolved("{cache.bindings.tcp.host}")).ShouldContain(problem => problem.Contains("{cache.bindings.tcp.host}"));
    }

    [Fact]
    public void Literal_text_may_look_like_an_expression() =>
        Violations(Sample.Application().With("auth", auth => auth with { Environment = [new("LOG_FORMAT", TextTemplate.Literal("{request.value} {cache.bindings.tcp.host}"))] })).ShouldBeEmpty();

    [Fact]
    public void An_image_has_a_name_that_can_be_pulled()
    {
        Violations(Sample.Application().With("auth", auth => auth with { Image = new("Upper/Case", "1") })).ShouldContain(violation => violation.Field.EndsWith(".image"));
        Violations(Sample.Application().With("auth", auth => auth with { Image = new("registry.example.com:5000/team/auth", "1.0") })).ShouldBeEmpty();
    }

    private static ApplicationDescription Customized(Action<WorkloadObjects> change) => Sample.Application().With("auth", auth => auth with { Customizations = [change] });

    private static ApplicationDescription Routed(RouteDescription route)
    {
        var application = Sample.Application();
        return application with { Ingresses = [application.Ingresses[0] with { Routes = [.. application.Ingresses[0].Routes, route] }] };
    }

    private static IReadOnlyList<Violation> Violations(ApplicationDescription application)
    {
        try
        {
            ApplicationObjects.Build(application);
            return [];
        }
        catch (ValidationException exception)
        {
            return exception.Violations;
        }
    }
}
