using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class ClusterNamesTests
{
    private static readonly string LongName = string.Concat(Enumerable.Repeat("inventory-", 7));

    [Fact]
    public void Capitals_and_underscores_are_for_the_model_alone()
    {
        var caller = Sample.Service("WebApp", 9000) with
        {
            ServiceName = "WebApp",
            Environment = [new("services__Catalog_Api__http__0", new(new TextPart.Endpoint("Catalog_Api", "http", EndpointPart.Url)))],
            Probes = [],
        };
        var application = Sample.Application(caller, Named("Catalog_Api"));

        application.Object<V1ConfigMap>("webapp-config").Data["services__Catalog_Api__http__0"].ShouldBe("http://catalog-api:8080");
        application.Object<V1Deployment>("catalog-api").Spec.Template.Spec.Containers.Single().Image.ShouldBe("catalog-api:1.2.3");
        application.Object<V1Service>("catalog-api").Spec.Selector["app.kubernetes.io/name"].ShouldBe("catalog-api");
        application.Object<V1NetworkPolicy>("catalog-api").Spec.Ingress.Single().FromProperty.Single().PodSelector.MatchLabels["app.kubernetes.io/name"].ShouldBe("webapp");
    }

    [Fact]
    public void Names_that_become_alike_stay_apart()
    {
        var names = Names(Named("catalog-api"), Named("Catalog_Api"), Named("catalog_api2"));

        names[0].ShouldBe("catalog-api");
        names[1].ShouldStartWith("catalog-api-");
        names[2].ShouldBe("catalog-api2");
    }

    [Fact]
    public void A_name_that_is_right_keeps_it_whatever_is_before_it() =>
        Names(Named("Catalog_Api"), Named("catalog-api"))[1].ShouldBe("catalog-api");

    [Fact]
    public void Long_names_that_begin_alike_are_shortened_and_stay_apart()
    {
        var names = Names(Named(LongName + "a"), Named(LongName + "b"), Database(LongName + "c"));

        names.Distinct().Count().ShouldBe(3);
        names[..2].ShouldAllBe(name => name.Length <= 63);

        // A StatefulSet's pods carry a label of its name, a hyphen and ten characters.
        names[2].Length.ShouldBeLessThanOrEqualTo(52);
    }

    [Fact]
    public void Names_of_Services_and_images_follow()
    {
        var workload = Named(LongName) with { ServiceName = $"{LongName}-service", Image = new($"Registry.example.com/Team/{LongName}", "1") { IsBuilt = true } };

        var application = ApplicationObjects.Build(Sample.Application(workload)).Application;

        var named = application.Workloads.Single();
        named.ServiceName.Length.ShouldBeLessThanOrEqualTo(63);
        named.Image.Repository.ShouldBe($"registry.example.com/team/{named.Name}");
    }

    [Fact]
    public void A_Service_s_name_that_was_asked_for_is_not_changed() =>
        Sample.Application(Named("Catalog_Api") with { ServiceName = "products" }).Object<V1Service>("products").ShouldNotBeNull();

    [Fact]
    public void The_governing_Service_gives_way_to_what_has_its_name()
    {
        var application = Sample.Application(Database("pg"), Named("pg-headless"));

        application.Object<V1Service>("pg-headless").Spec.ClusterIP.ShouldBeNull();
        var governing = application.Object<V1StatefulSet>("pg").Spec.ServiceName;
        governing.ShouldStartWith("pg-headless-");
        application.Object<V1Service>(governing).Spec.ClusterIP.ShouldBe("None");
    }

    [Fact]
    public void An_application_s_name_fits_into_a_label()
    {
        var name = string.Concat(Enumerable.Repeat("contoso.", 12)) + "Shop";

        var application = ApplicationObjects.Build(Sample.Application(Named("web")) with { Name = name, Namespace = name }).Application;

        application.Name.Length.ShouldBeLessThanOrEqualTo(63);
        application.Namespace.ShouldBe(application.Name);
    }

    [Fact]
    public void Volumes_in_a_pod_keep_apart_from_each_other_and_from_its_writable_directories()
    {
        var store = Database("store") with
        {
            Identity = new(999, 999, HasReadOnlyRoot: true),
            Volumes =
            [
                new() { Name = "contoso.onlineshop.apphost-4f1e2d3c4b-and-some-more-letters-to-be-too-long-store-data", MountPath = "/data" },
                new() { Name = "contoso.onlineshop.apphost-4f1e2d3c4b-and-some-more-letters-to-be-too-long-store-logs", MountPath = "/logs" },
                new() { Name = "a.b", MountPath = "/a" },
                new() { Name = "a-b", MountPath = "/b" },
                new() { Name = "tmp", MountPath = "/c" },
            ],
        };

        var claims = Sample.Application(store).Object<V1StatefulSet>("store").Spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name).ToList();
        claims.Distinct().Count().ShouldBe(5);
        claims.ShouldAllBe(claim => claim.Length <= 63);
        claims[3].ShouldBe("a-b");
        claims.ShouldNotContain("tmp");
    }

    private static List<string> Names(params WorkloadDescription[] workloads) =>
        [.. ApplicationObjects.Build(Sample.Application(workloads)).Application.Workloads.Select(workload => workload.Name)];

    private static WorkloadDescription Named(string name) => Sample.Service(name, 8080) with { ServiceName = name, Environment = [], Probes = [] };

    private static WorkloadDescription Database(string name) => Named(name) with
    {
        Kind = WorkloadKind.StatefulSet,
        Autoscaling = null,
        Volumes = [new() { Name = "data", MountPath = "/data" }],
    };
}
