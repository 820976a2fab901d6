using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Mapping;

/// <summary>How a workload is, and what its rollouts were.</summary>
public sealed class WorkloadStateTests
{
    [Theory]
    [InlineData(2, 2, 2, 2, 2, "Running", null, "Healthy")]
    [InlineData(2, 2, 2, 1, 1, "Running", null, "Degraded")]
    [InlineData(2, 2, 2, 0, 0, "Starting", null, "Unhealthy")]
    [InlineData(2, 3, 1, 2, 0, "Rolling out", "info", "Healthy")]
    [InlineData(2, 1, 1, 0, 0, "Starting", null, "Unhealthy")]
    [InlineData(0, 0, 0, 0, 0, "Scaled to zero", "info", "Healthy")]
    public void A_Deployment_is_as_its_numbers_are(int desired, int total, int updated, int available, int ready, string state, string? style, string health)
    {
        var pods = Enumerable.Range(0, ready).Select(i => (IKubernetesObject<V1ObjectMeta>)Pod($"order-1-{i}", "order"));

        var resource = Map([Deployment("order", desired, total, updated, available), ReplicaSet("order", 1, "1.0"), .. pods]);

        (resource.State, resource.HasStateStyle ? resource.StateStyle : null, resource.HealthReports[0].Status.ToString()).ShouldBe((state, style, health));
    }

    [Fact]
    public void A_rollout_that_a_pod_holds_up_is_seen_at_once_with_the_reason_and_the_remedy()
    {
        var stuck = With(
            UnreadyPod("order-2-a", "order", new() { Waiting = new() { Reason = "InvalidImageName", Message = "couldn't parse image" } }, "Pending"),
            pod => pod.Metadata.OwnerReferences = [Owner("ReplicaSet", "order-2")]);

        var resource = Map([Deployment("order", 2, 3, 1, 2, revision: 2), ReplicaSet("order", 1, "1.0", 2), ReplicaSet("order", 2, "no", 1), Pod("order-1-a", "order"), Pod("order-1-b", "order"), stuck]);

        (resource.State, resource.StateStyle).ShouldBe(("Rollout failed", "warning"));
        resource.HealthReports.Select(report => (report.Key, report.Status, report.Description)).ShouldBe(
        [
            ("Pods", HealthStatus.Degraded, "1 of 2 new pods exist."),
            ("ImagePull", HealthStatus.Degraded, "order-2-a: 'registry.local/order:1.0' is no name of an image. Correct the image's name in the model, or with --container-registry, --container-repository-prefix and --container-image-tag."),
        ]);
    }

    [Fact]
    public void What_Kubernetes_has_given_up_is_an_error()
    {
        var refused = With(ReplicaSet("order", 1, "1.0"), set => set.Status.Conditions =
            [new() { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = "pods \"order-1-a\" is forbidden: exceeded quota: pods", LastTransitionTime = Noon }]);

        var resource = Map([Deployment("order", 2, 0, 0, 0), refused]);

        (resource.State, resource.StateStyle).ShouldBe(("Rollout failed", "error"));
        resource.HealthReports.ShouldContain(report => report.Key == "Quota" && report.Status == HealthStatus.Unhealthy && report.Description.Contains("exceeded quota: pods"));
    }

    [Fact]
    public void A_specification_that_no_controller_has_seen_yet_is_being_rolled_out() =>
        Map([With(Deployment("order"), deployment => deployment.Metadata.Generation = 2), ReplicaSet("order", 1, "1.0", 2)]).HealthReports[0].Description.ShouldBe("Waiting for the cluster to take notice of the change.");

    [Fact]
    public void A_StatefulSet_rolls_as_long_as_its_revisions_differ()
    {
        V1StatefulSet Database(string revision, int updated) => new()
        {
            Metadata = Meta("postgres", "postgres"),
            Spec = new() { Replicas = 1, Template = Template("postgres", "17") },
            Status = new() { ObservedGeneration = 1, Replicas = 1, ReadyReplicas = 1, UpdatedReplicas = updated, AvailableReplicas = 1, CurrentRevision = "a", UpdateRevision = revision },
        };
        var pod = With(Pod("postgres-0", "postgres", "StatefulSet", "postgres"), item => item.Metadata.Labels["controller-revision-hash"] = "a");

        Map([Database("b", 0), pod]).State.ShouldBe("Rolling out");
        Map([Database("a", 0), pod]).State.ShouldBe("Running");
    }

    [Theory]
    [InlineData("Complete", "Finished", null)]
    [InlineData("Failed", "Failed", "error")]
    [InlineData("Suspended", "Suspended", "info")]
    [InlineData(null, "Starting", null)]
    public void A_Job_is_as_its_conditions_are(string? condition, string state, string? style)
    {
        var job = new V1Job
        {
            Metadata = Meta("migrate", "migrate"),
            Spec = new() { Suspend = condition == "Suspended" },
            Status = new() { Conditions = condition is null ? null : [new() { Type = condition, Status = "True" }] },
        };

        var resource = Map([job]);

        (resource.State, resource.HasStateStyle ? resource.StateStyle : null).ShouldBe((state, style));
    }

    [Fact]
    public void Rollouts_are_told_with_what_they_changed_the_latest_first()
    {
        var back = With(ReplicaSet("order", 4, "1.0", 2), set => set.Metadata.Annotations["deployment.kubernetes.io/revision-history"] = "1");
        var restarted = With(ReplicaSet("order", 3, "1.1"), set => set.Spec.Template.Metadata.Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/restartedAt"] = "now", ["checksum/config"] = "x" });

        var order = Map([Deployment("order", revision: 4), ReplicaSet("order", 2, "1.1"), back, restarted]);

        Rollouts(order).ShouldBe(
        [
            "Revision 4 (current): back to revision 1; registry.local/order:1.0; 2 pods",
            "Revision 3: 2026-11-23 12:03:00Z configuration changed, restarted; registry.local/order:1.1; 0 pods",
            "Revision 2: 2026-11-23 12:02:00Z registry.local/order:1.1; 0 pods",
        ]);
    }

    [Fact]
    public void A_cause_that_somebody_has_written_down_is_told() =>
        Rollouts(Map([Deployment("mail", revision: 2), With(ReplicaSet("mail", 2, "1.1"), set => set.Metadata.Annotations["kubernetes.io/change-cause"] = "Release 7")]))
            .ShouldHaveSingleItem().ShouldContain("Release 7");

    [Fact]
    public void A_new_image_names_the_one_before() =>
        Rollouts(Map([Deployment("order", revision: 2), ReplicaSet("order", 1, "1.0"), ReplicaSet("order", 2, "1.1", 1)])).ShouldBe(
        [
            "Revision 2 (current): 2026-11-23 12:02:00Z image was registry.local/order:1.0; registry.local/order:1.1; 1 pod",
            "Revision 1: 2026-11-23 12:01:00Z first rollout; registry.local/order:1.0; 0 pods",
        ]);

    private static IEnumerable<string> Rollouts(Resource resource) => resource.Properties
        .Where(property => property.Name.StartsWith("k8s.rollout.", StringComparison.Ordinal))
        .Select(property => $"{property.DisplayName}: {property.Value.StringValue}");

    private static Resource Map(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) =>
        NamespaceMapper.Map(objects.Aggregate(ClusterObjects.None, (known, item) => known.With(item)), Noon.AddHours(1), allowRestart: false).First();
}
