using Aspirate.Cluster.Building.Registries;
using Aspirate.Cluster.Building.Targets;

namespace Aspirate.Tests.Building;

public sealed class TargetSelectionTests
{
    private readonly TargetSelection _selection = new(new DockerLogins(_ => null));

    [Theory]
    [InlineData("minikube", null, "Minikube's cluster 'minikube'")]
    [InlineData("course", "minikube.sigs.k8s.io", "Minikube's cluster 'course'")]
    [InlineData("docker-desktop", null, "the Docker daemon")]
    [InlineData("orbstack", null, "the Docker daemon")]
    [InlineData("kind-course", null, "kind's cluster 'course'")]
    [InlineData("k3d-course", null, "k3d's cluster 'course'")]
    public void A_local_cluster_is_given_the_images_itself(string context, string? provider, string target) =>
        _selection.Select(kind: null, registry: null, archiveFolder: null, new ClusterContext(context, provider)).Description.ShouldBe(target);

    [Fact]
    public void A_registry_that_is_named_goes_first() =>
        _selection.Select(kind: null, "ghcr.io", archiveFolder: null, new ClusterContext("minikube", null)).Description.ShouldBe("the registry ghcr.io");

    [Fact]
    public void A_target_that_is_asked_for_goes_before_all() =>
        _selection.Select(TargetKind.Podman, "ghcr.io", archiveFolder: null, new ClusterContext("minikube", null)).Description.ShouldBe("Podman");

    [Theory]
    [InlineData("production")]
    [InlineData(null)]
    public void Other_clusters_need_a_registry_and_the_message_says_how_to_name_one(string? context)
    {
        var problem = Should.Throw<UserErrorException>(() => _selection.Select(kind: null, registry: null, archiveFolder: null, context is null ? null : new ClusterContext(context, null)));

        problem.Message.ShouldContain("-cr");
        problem.Message.ShouldContain("--target");
    }

    [Fact]
    public void The_target_registry_needs_one_that_is_named() =>
        Should.Throw<UserErrorException>(() => _selection.Select(TargetKind.Registry, registry: null, archiveFolder: null, context: null)).Message.ShouldContain("aspirate init");
}
