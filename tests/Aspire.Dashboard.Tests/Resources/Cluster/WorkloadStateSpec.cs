using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Resources.Cluster.Mapping;
using k8s.Models;
using static Aspire.Dashboard.Tests.Resources.Cluster.Cluster;

namespace Aspire.Dashboard.Tests.Resources.Cluster;

public sealed class WorkloadStateSpec
{
    [Theory]
    [InlineData(2, 2, 2, 2, "NewReplicaSetAvailable", "Running", ResourceHealth.Healthy)]
    [InlineData(2, 2, 2, 1, "NewReplicaSetAvailable", "Running", ResourceHealth.Degraded)]
    [InlineData(2, 2, 2, 0, "NewReplicaSetAvailable", "Unavailable", null)]
    [InlineData(2, 3, 1, 2, "ReplicaSetUpdated", "Rolling out", null)]
    [InlineData(2, 2, 2, 1, "ReplicaSetUpdated", "Starting", null)]
    [InlineData(3, 2, 2, 2, "NewReplicaSetAvailable", "Scaling", null)]
    [InlineData(0, 0, 0, 0, "NewReplicaSetAvailable", "Stopped", null)]
    public void A_Deployment_is_as_its_numbers_are(int desired, int total, int updated, int available, string reason, string state, ResourceHealth? health)
    {
        var pods = state == "Starting" ? 0 : available;

        var resource = Map(Deployment("order", desired, total, updated, pods, reason));

        (resource.State, resource.Health).ShouldBe((state, health));
    }

    [Fact]
    public void A_rollout_that_a_pod_holds_up_is_seen_at_once_with_the_reason()
    {
        var resource = NamespaceMapper.Map(new()
        {
            Deployments = [Deployment("order", 2, 3, 1, 2, "ReplicaSetUpdated")],
            ReplicaSets = [ReplicaSet("order", 1, "1.0", 2), ReplicaSet("order", 2, "no", 1)],
            Pods =
            [
                Pod("order-1-a", "order"),
                With(UnreadyPod("order-2-a", "order", new() { Waiting = new() { Reason = "ErrImagePull", Message = "not found" } }, "Pending"), pod => pod.Metadata.OwnerReferences[0].Name = "order-2"),
            ],
        })[0];

        (resource.State, resource.StateStyle).ShouldBe(("Rollout stuck", "warning"));
        resource.HealthReports[0].Description.ShouldBe("2 of 2 available, 1 of the new version.");
        resource.HealthReports.ShouldContain(report => report.Name == "order-2-a" && report.Description == "ErrImagePull: not found");
    }

    [Theory]
    [InlineData("ReplicaFailure", "True", "Cannot create pods")]
    [InlineData("Progressing", "False", "Rollout failed")]
    public void What_Kubernetes_has_given_up_is_an_error(string condition, string status, string state)
    {
        var resource = Map(With(Deployment("order", 2, 0, 0, 0), deployment => deployment.Status.Conditions = [new() { Type = condition, Status = status, Message = "exceeded quota: pods" }]));

        (resource.State, resource.StateStyle).ShouldBe((state, "error"));
        resource.HealthReports.ShouldContain(report => report.Health == ResourceHealth.Unhealthy && report.Description == "exceeded quota: pods");
    }

    [Fact]
    public void A_specification_that_no_controller_has_seen_yet_is_being_rolled_out()
    {
        Map(With(Deployment("order"), deployment => deployment.Metadata.Generation = 2)).State.ShouldBe("Rolling out");
    }

    [Fact]
    public void A_StatefulSet_rolls_as_long_as_its_revisions_differ()
    {
        V1StatefulSet Database(string revision, int updated) => new()
        {
            Metadata = Meta("postgres", "postgres"),
            Spec = new() { Replicas = 1, Template = Template("postgres", "17") },
            Status = new() { ObservedGeneration = 1, Replicas = 1, UpdatedReplicas = updated, AvailableReplicas = 1, CurrentRevision = "a", UpdateRevision = revision },
        };

        NamespaceMapper.Map(new() { StatefulSets = [Database("b", 0)] }).ShouldHaveSingleItem().State.ShouldBe("Rolling out");
        NamespaceMapper.Map(new() { StatefulSets = [Database("a", 0)] }).ShouldHaveSingleItem().State.ShouldBe("Running");
    }

    [Fact]
    public void Rollouts_are_told_with_what_they_changed_the_latest_first()
    {
        var back = With(ReplicaSet("order", 4, "1.0", 2), set =>
        {
            set.Metadata.Annotations["deployment.kubernetes.io/revision-history"] = "1";
        });
        var restarted = With(ReplicaSet("order", 3, "1.1"), set =>
        {
            set.Spec.Template.Metadata.Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/restartedAt"] = "now", ["checksum/config"] = "x" };
        });
        var named = With(ReplicaSet("mail", 2, "1.1"), set => set.Metadata.Annotations["kubernetes.io/change-cause"] = "Release 7");

        var resources = NamespaceMapper.Map(new()
        {
            Deployments = [Deployment("order"), Deployment("mail")],
            ReplicaSets = [ReplicaSet("order", 2, "1.1"), back, restarted, named],
        });

        resources.Single(resource => resource.Name == "order").Rollouts.Select(rollout => (rollout.Revision, rollout.Source, rollout.Reason, rollout.IsCurrent)).ShouldBe(
        [
            (4, "registry.local/order:1.0", "Back to revision 1", true),
            (3, "registry.local/order:1.1", "Configuration changed; Restarted", false),
            (2, "registry.local/order:1.1", "", false),
        ]);
        resources.Single(resource => resource.Name == "mail").Rollouts.ShouldHaveSingleItem().Reason.ShouldBe("Release 7");
    }

    [Fact]
    public void A_new_image_names_the_one_before()
    {
        var order = NamespaceMapper.Map(new() { Deployments = [Deployment("order")], ReplicaSets = [ReplicaSet("order", 1, "1.0"), ReplicaSet("order", 2, "1.1")] })[0];

        order.Rollouts.Select(rollout => rollout.Reason).ShouldBe(["Image was registry.local/order:1.0", "First rollout"]);
        order.Rollouts[0].At.ShouldBe(new DateTimeOffset(Noon.AddMinutes(2)));
    }

    private static ResourceSnapshot Map(V1Deployment deployment) => NamespaceMapper.Map(new() { Deployments = [deployment] }).ShouldHaveSingleItem();
}
