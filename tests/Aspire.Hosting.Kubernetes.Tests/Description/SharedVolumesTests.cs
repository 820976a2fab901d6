using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class SharedVolumesTests
{
    private readonly ApplicationDescription _application = Sample.Application(
        Mounting("writer", WorkloadKind.StatefulSet, new VolumeDescription { Name = "Shared_Uploads", ModelName = "Shared_Uploads", MountPath = "/uploads" }),
        Mounting("reader", WorkloadKind.Deployment, new VolumeDescription { Name = "Shared_Uploads", ModelName = "Shared_Uploads", MountPath = "/incoming", IsReadOnly = true }));

    [Fact]
    public void One_name_is_one_claim_for_many_pods()
    {
        var claim = ApplicationObjects.Build(_application).Manifests.Select(manifest => manifest.Content).OfType<V1PersistentVolumeClaim>().ShouldHaveSingleItem();

        claim.Metadata.Name.ShouldBe("shared-uploads");
        claim.Spec.AccessModes.ShouldBe(["ReadWriteMany"]);
        claim.Metadata.Labels.ShouldNotContainKey("app.kubernetes.io/name");
        _application.Pod("reader").Volumes.ShouldContain(volume => volume.PersistentVolumeClaim != null && volume.PersistentVolumeClaim.ClaimName == "shared-uploads");
        var writer = _application.Object<V1StatefulSet>("writer").Spec;
        writer.VolumeClaimTemplates.ShouldBeNull();
        writer.Template.Spec.Volumes.ShouldContain(volume => volume.PersistentVolumeClaim != null && volume.PersistentVolumeClaim.ClaimName == "shared-uploads");
    }

    [Fact]
    public void What_the_storage_has_to_allow_is_said() =>
        ApplicationObjects.Build(_application).Application.Remarks.ShouldContain(remark => remark.Contains("Shared_Uploads") && remark.Contains("ReadWriteMany") && remark.Contains("writer and reader"));

    [Fact]
    public void One_name_is_one_volume_of_Compose()
    {
        var text = ComposeFile.Build(_application).Files["compose.yaml"];

        text.ShouldContain("    - shared-uploads:/uploads\n");
        text.ShouldContain("    - shared-uploads:/incoming:ro\n");
        text.ShouldContain("volumes:\n  shared-uploads: {}\n");
    }

    [Fact]
    public void Two_names_are_two_volumes_however_alike()
    {
        var application = Sample.Application(
            Mounting("a", WorkloadKind.Deployment, new() { Name = "x", ModelName = "up.loads", MountPath = "/x" }, new() { Name = "y", ModelName = "up_loads", MountPath = "/y" }),
            Mounting("b", WorkloadKind.Deployment, new() { Name = "x", ModelName = "up.loads", MountPath = "/x" }, new() { Name = "y", ModelName = "up_loads", MountPath = "/y" }));

        ApplicationObjects.Build(application).Manifests.Select(manifest => manifest.Content).OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_volume_of_one_workload_is_its_own_however_often_it_mounts_it()
    {
        var application = Sample.Application(Mounting(
            "store",
            WorkloadKind.StatefulSet,
            new() { Name = "data", ModelName = "data", MountPath = "/data" },
            new() { Name = "data", ModelName = "data", MountPath = "/backup", IsReadOnly = true }));

        var spec = application.Object<V1StatefulSet>("store").Spec;
        spec.VolumeClaimTemplates.ShouldHaveSingleItem();
        spec.Template.Spec.Containers.Single().VolumeMounts.Where(mount => mount.Name == "data").Select(mount => mount.MountPath).ShouldBe(["/data", "/backup"]);
    }

    private static WorkloadDescription Mounting(string name, WorkloadKind kind, params VolumeDescription[] volumes) => Sample.Service(name, 8080) with
    {
        Kind = kind,
        Autoscaling = null,
        DisruptionBudget = null,
        Endpoints = [],
        Environment = [],
        Probes = [],
        Volumes = volumes,
    };
}
