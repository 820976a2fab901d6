using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Objects;

public sealed class StatefulSetTests
{
    private readonly ApplicationDescription _application = Sample.Application();

    [Fact]
    public void The_data_outlive_the_pod_and_the_StatefulSet()
    {
        var spec = _application.Object<V1StatefulSet>("postgres").Spec;

        spec.VolumeClaimTemplates.Single().Metadata.Name.ShouldBe("data");
        spec.Template.Spec.Containers[0].VolumeMounts.ShouldContain(mount => mount.Name == "data" && mount.MountPath == "/var/lib/postgresql/data");
        spec.PersistentVolumeClaimRetentionPolicy.WhenDeleted.ShouldBe("Retain");
    }

    [Fact]
    public void Clients_have_a_Service_that_translates_ports_and_the_pods_a_headless_one_that_names_them()
    {
        var application = _application.With("postgres", postgres => postgres with { Endpoints = [postgres.Endpoints[0] with { Port = 6001 }] });

        var clients = application.Object<V1Service>("postgres-service").Spec;
        clients.ClusterIP.ShouldBeNull();
        clients.Ports.Select(port => (port.Port, port.TargetPort.Value)).ShouldBe([(6001, "tcp")]);

        application.Object<V1StatefulSet>("postgres").Spec.ServiceName.ShouldBe("postgres-headless");
        var governing = application.Object<V1Service>("postgres-headless").Spec;
        governing.ClusterIP.ShouldBe("None");
        governing.Ports.Select(port => port.Port).ShouldBe([5432]);
        governing.PublishNotReadyAddresses.ShouldBe(true);
    }

    [Fact]
    public void A_StatefulSet_without_ports_has_a_governing_Service_alone()
    {
        var application = _application.With("postgres", postgres => postgres with { Endpoints = [], Probes = [] });

        var services = Aspire.Hosting.Kubernetes.Objects.ApplicationObjects.Build(Sample.Application(application.Workloads[0])).Manifests.Select(manifest => manifest.Content).OfType<V1Service>();
        services.Single().Metadata.Name.ShouldBe("postgres-headless");
    }

    [Fact]
    public void The_claim_does_not_change_with_the_version_because_it_never_can()
    {
        var now = _application.Object<V1StatefulSet>("postgres").Spec.VolumeClaimTemplates.Single().Metadata.Labels;
        var later = (_application with { Version = "2.0.0" }).Object<V1StatefulSet>("postgres").Spec.VolumeClaimTemplates.Single().Metadata.Labels;

        later.ShouldBe(now);
    }

    [Fact]
    public void The_database_is_not_root_and_asks_itself_whether_it_is_ready()
    {
        var pod = _application.Object<V1StatefulSet>("postgres").Spec.Template.Spec;

        pod.SecurityContext.RunAsUser.ShouldBe(999);
        pod.SecurityContext.FsGroup.ShouldBe(999);
        pod.Containers[0].ReadinessProbe.Exec.Command.ShouldContain("pg_isready");
    }

    [Fact]
    public void A_claim_takes_size_and_class_of_the_volume_or_else_of_the_environment()
    {
        var application = _application with { StorageSize = "5Gi", StorageClass = "fast" };

        var claim = application.Object<V1StatefulSet>("postgres").Spec.VolumeClaimTemplates.Single().Spec;
        claim.Resources.Requests["storage"].ToString().ShouldBe("5Gi");
        claim.StorageClassName.ShouldBe("fast");

        var own = application.With("postgres", postgres => postgres with { Volumes = [postgres.Volumes[0] with { Size = "20Gi", StorageClass = "slow" }] });
        own.Object<V1StatefulSet>("postgres").Spec.VolumeClaimTemplates.Single().Spec.StorageClassName.ShouldBe("slow");
    }

    [Fact]
    public void A_resource_that_runs_to_completion_is_a_Job()
    {
        var job = Sample.Application(Sample.Service("migrate", 8080) with { Kind = WorkloadKind.Job, Endpoints = [], Probes = [], Environment = [], Autoscaling = null, DisruptionBudget = null })
            .Job("migrate");

        job.Spec.Template.Spec.RestartPolicy.ShouldBe("OnFailure");
        job.Spec.TtlSecondsAfterFinished.ShouldNotBeNull();
    }

    [Fact]
    public void A_Jobs_name_changes_with_its_pods_which_cannot_be_changed()
    {
        var migration = Sample.Service("migrate", 8080) with { Kind = WorkloadKind.Job, Endpoints = [], Probes = [], Environment = [], Autoscaling = null, DisruptionBudget = null };
        var name = Sample.Application(migration).Job("migrate").Metadata.Name;

        name.ShouldMatch("^migrate-[0-9a-f]{8}$");
        Sample.Application(migration).Job("migrate").Metadata.Name.ShouldBe(name);
        Sample.Application(migration with { Arguments = [TextTemplate.Literal("--all")] }).Job("migrate").Metadata.Name.ShouldNotBe(name);
        Sample.Application(migration with { Environment = [new("LEVEL", TextTemplate.Literal("2"))] }).Job("migrate").Metadata.Name.ShouldNotBe(name);
        Sample.Application(migration with { Customizations = [objects => objects.Job!.Metadata.Name = "chosen"] }).Job("migrate").Metadata.Name.ShouldBe("chosen");
    }
}
