using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Aspire.Hosting.Kubernetes.Validation;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests;

/// <summary>What the official publishers were seen to get wrong, each a case that has to be right here.</summary>
public sealed class OfficialShortcomingsTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void A_secret_parameter_is_written_nowhere_not_even_inside_a_connection_string()
    {
        var application = _application with
        {
            Parameters = [.. _application.Parameters.Select(parameter => parameter.IsSecret ? parameter with { Value = "s3cr3t-v4lue" } : parameter)],
        };
        var objects = ApplicationObjects.Build(application);

        foreach (var text in KustomizeTree.Build(objects).Files.Concat(HelmChart.Build(objects).Files).Concat(ComposeFile.Build(application).Files).Select(file => file.Value))
        {
            text.ShouldNotContain("s3cr3t-v4lue");
        }

        objects.Manifests.Select(manifest => manifest.Content).OfType<V1ConfigMap>().SelectMany(map => map.Data.Keys).ShouldNotContain("ConnectionStrings__authdb");
    }

    [Fact]
    public void An_update_rolls_without_downtime_with_the_models_replicas_and_probes()
    {
        var deployment = _application.With("order", order => order with { Autoscaling = null, Replicas = 3 }).Object<V1Deployment>("order");

        deployment.Spec.Replicas.ShouldBe(3);
        deployment.Spec.Strategy.Type.ShouldBe("RollingUpdate");
        deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value.ShouldBe("0");
        deployment.Spec.Template.Spec.Containers[0].ReadinessProbe.HttpGet.Path.ShouldBe("/health");
        deployment.Spec.Template.Spec.Containers[0].LivenessProbe.HttpGet.Path.ShouldBe("/alive");
    }

    [Fact]
    public void The_discovery_entry_names_the_Services_own_name_and_port()
    {
        var entry = new Uri(_application.Object<V1ConfigMap>("frontend-config").Data["services__auth__http__0"]);

        var service = _application.Object<V1Service>(entry.Host);
        service.Spec.Ports.ShouldContain(port => port.Port == entry.Port);
        entry.ToString().ShouldBe("http://auth-service:8000/");
    }

    [Fact]
    public void The_fixed_port_is_the_Services_port_and_the_one_the_program_listens_on()
    {
        _application.Object<V1Service>("auth-service").Spec.Ports.Single().Port.ShouldBe(8000);
        _application.Container("auth").Ports.Single().ContainerPort.ShouldBe(8000);
        _application.Object<V1ConfigMap>("auth-config").Data["ASPNETCORE_HTTP_PORTS"].ShouldBe("8000");
    }

    [Fact]
    public void An_unresolved_placeholder_is_refused_instead_of_written()
    {
        var application = _application.With("order", order => order with { Environment = [new("Cache", new(new TextPart.Unresolved("{cache.connectionString}")))] });

        Should.Throw<ValidationException>(() => ApplicationObjects.Build(application)).Message.ShouldContain("{cache.connectionString}");
    }

    [Fact]
    public void Values_are_written_as_they_are_without_HTML_entities()
    {
        var application = _application.With("order", order => order with { Environment = [new("Query", TextTemplate.Literal("a=b&c=<d>+'e'"))] });

        KustomizeTree.Build(ApplicationObjects.Build(application)).Files["order/configmap.yaml"].ShouldContain("  Query: a=b&c=<d>+'e'\n");
    }

    [Fact]
    public void A_probes_scheme_is_one_that_Kubernetes_accepts()
    {
        foreach (var scheme in new[] { "http", "https" })
        {
            // The image is somebody else's, so that nothing ends TLS before it.
            var application = _application.With("auth", auth => auth with { Image = new("auth", "1"), Endpoints = [auth.Endpoints[0] with { Scheme = scheme }] });

            application.Container("auth").ReadinessProbe.HttpGet.Scheme.ShouldBe(scheme == "https" ? "HTTPS" : null);
        }
    }

    [Fact]
    public void A_path_without_a_host_of_its_own_belongs_to_the_hosts_of_the_Ingress()
    {
        var application = _application with
        {
            Ingresses = [_application.Ingresses[0] with { Hosts = ["a.example.com", "b.example.com"], Routes = [new(null, "/auth", "Prefix", "auth", "http")] }],
        };

        application.Object<V1Ingress>("ingress").Spec.Rules.Select(rule => rule.Host).ShouldBe(["a.example.com", "b.example.com"]);
    }

    [Fact]
    public void A_database_keeps_its_data_in_a_claim()
    {
        var spec = _application.Object<V1StatefulSet>("postgres").Spec;

        spec.Template.Spec.Volumes.ShouldAllBe(volume => volume.Name != "data");
        spec.VolumeClaimTemplates.Single().Spec.AccessModes.ShouldBe(["ReadWriteOnce"]);
    }

    [Fact]
    public void Publishing_asks_for_no_secret_value()
    {
        // No secret parameter of the sample has a value, and nothing waits for one.
        _application.Parameters.Where(parameter => parameter.IsSecret).ShouldAllBe(parameter => parameter.Value == null);

        ApplicationObjects.Build(_application).Secrets.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_connection_URI_keeps_its_encoding()
    {
        var application = _application.With("order", order => order with
        {
            Environment = [new("ORDERDB_URI", new(new TextPart.Literal("postgresql://postgres:"), new TextPart.Parameter("postgres-password", UriEncoded: true), new TextPart.Literal("@"), new TextPart.Endpoint("postgres", "tcp", EndpointPart.HostAndPort)))],
        });

        ApplicationObjects.Build(application).Secrets.Single(secret => secret.Metadata.Name == "order-secrets").Data["ORDERDB_URI"]
            .ShouldBe("postgresql://postgres:{postgres-password:uri}@postgres-service:5432");
    }

    [Fact]
    public void There_are_a_security_context_requests_a_policy_and_an_autoscaler()
    {
        var container = _application.Container("auth");

        container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
        container.Resources.Requests.Keys.ShouldBe(["cpu", "memory"]);
        container.Resources.Limits.Keys.ShouldBe(["cpu", "memory"]);
        _application.Object<V1NetworkPolicy>("auth").ShouldNotBeNull();
        _application.Object<V2HorizontalPodAutoscaler>("auth").ShouldNotBeNull();
    }
}
