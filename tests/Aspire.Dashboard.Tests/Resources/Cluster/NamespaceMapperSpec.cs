using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Resources.Cluster;
using Aspire.Dashboard.Resources.Cluster.Mapping;
using k8s.Models;
using static Aspire.Dashboard.Tests.Resources.Cluster.Cluster;

namespace Aspire.Dashboard.Tests.Resources.Cluster;

public sealed class NamespaceMapperSpec
{
    [Fact]
    public void A_workload_is_a_resource_and_its_pods_are_its_replicas()
    {
        var resources = NamespaceMapper.Map(Shop);

        resources.Select(resource => (resource.Name, resource.DisplayName, resource.ResourceType, resource.IsWorkload)).ShouldBe(
        [
            ("order", "order", "Deployment", true),
            ("order-1-a", "order", "Pod", false),
            ("order-1-b", "order", "Pod", false),
        ]);
        resources.ShouldAllBe(resource => resource.State == "Running" && resource.Health == ResourceHealth.Healthy);
        resources[1].GetProperty(KnownResourceProperties.ContainerImage).ShouldBe("registry.local/order:1.0");
        resources[1].GetProperty("k8s.node.name").ShouldBe("node-1");
        resources[1].GetProperty("k8s.revision").ShouldBe("1");
        resources[1].StartedAt.ShouldBe(new DateTimeOffset(Noon));
    }

    [Fact]
    public void A_workload_is_called_as_its_telemetry_is()
    {
        var named = With(Deployment("shop-order-v2"), deployment => deployment.Metadata.Labels["app.kubernetes.io/name"] = "order");

        NamespaceMapper.Map(new() { Deployments = [named] }).ShouldHaveSingleItem().Name.ShouldBe("order");
    }

    [Fact]
    public void A_name_that_several_have_belongs_to_the_one_that_runs_on()
    {
        var migration = new V1Job { Metadata = Meta("order-migrate", "order"), Status = new() { Conditions = [new() { Type = "Complete", Status = "True" }] } };
        var worker = Deployment("mail");
        var other = With(Deployment("mail-too"), deployment => deployment.Metadata.Labels["app.kubernetes.io/name"] = "mail");

        NamespaceMapper.Map(new() { Deployments = [Deployment("order"), worker, other], Jobs = [migration] })
            .Select(resource => (resource.Name, resource.State)).ShouldBe([("mail", "Running"), ("mail-too", "Running"), ("order", "Running"), ("order-migrate", "Finished")]);
    }

    [Fact]
    public void Equal_names_of_different_kinds_are_told_apart()
    {
        var set = new V1StatefulSet { Metadata = With(Meta("cache", "x"), metadata => metadata.Labels = null), Spec = new() { Replicas = 0 } };
        var deployment = With(Deployment("cache"), item => (item.Metadata.Labels, item.Spec.Template.Metadata.Labels) = (null, null));

        NamespaceMapper.Map(new() { Deployments = [deployment], StatefulSets = [set] })
            .Select(resource => resource.Name).ShouldBe(["cache", "cache (StatefulSet)"]);
    }

    [Fact]
    public void A_pod_that_nobody_runs_stands_for_itself()
    {
        var pod = With(Pod("shell", "shell"), item => item.Metadata.OwnerReferences = null);

        var resource = NamespaceMapper.Map(new() { Pods = [pod] }).ShouldHaveSingleItem();

        (resource.Name, resource.DisplayName, resource.IsWorkload).ShouldBe(("shell", "shell", false));
    }

    [Fact]
    public void The_runs_of_a_CronJob_are_one_workload_in_the_state_of_the_latest()
    {
        V1Job Run(string name, int hour, string condition) => new()
        {
            Metadata = With(Meta(name, "backup", new V1OwnerReference { Kind = "CronJob", Name = "backup", Controller = true, ApiVersion = "batch/v1", Uid = "c" }), item => item.CreationTimestamp = Noon.AddHours(hour)),
            Status = new() { Conditions = [new() { Type = condition, Status = "True", Message = "Job has reached the specified backoff limit" }] },
        };

        var resources = NamespaceMapper.Map(new() { Jobs = [Run("backup-2", 2, "Failed"), Run("backup-1", 1, "Complete")], Pods = [Pod("backup-1-x", "backup", "Job", "backup-1")] });

        resources.Select(resource => (resource.Name, resource.ResourceType)).ShouldBe([("backup", "CronJob"), ("backup-1-x", "Pod")]);
        (resources[0].State, resources[0].StateStyle).ShouldBe(("Failed", "error"));
    }

    [Fact]
    public void Pods_of_a_kind_that_is_not_looked_at_are_found_all_the_same()
    {
        var resources = NamespaceMapper.Map(new() { Pods = [Pod("order-a", "order", "Rollout", "order")] });

        resources.Select(resource => (resource.Name, resource.ResourceType, resource.State)).ShouldBe([("order", "Rollout", "Running"), ("order-a", "Pod", "Running")]);
    }

    [Fact]
    public void Addresses_are_those_of_the_Ingress_and_within_the_cluster_of_the_Services()
    {
        var order = NamespaceMapper.Map(Shop with
        {
            Services = [Service("order-service", "order", 4000), Service("other", "else", 1)],
            Ingresses = [Ingress("devops.local", "/orders(/|$)(.*)", "order-service", isEncrypted: true)],
        })[0];

        order.Urls.Select(url => (url.Address, url.IsInternal)).ShouldBe([("https://devops.local/orders", false), ("http://order-service:4000", true)]);
    }

    [Fact]
    public void Of_Secrets_and_ConfigMaps_only_names_are_told()
    {
        var deployment = With(Deployment("order"), item => item.Spec.Template.Spec.Containers[0] = new()
        {
            Name = "order",
            Image = "order",
            Env =
            [
                new() { Name = "PLAIN", Value = "1" },
                new() { Name = "PASSWORD", ValueFrom = new() { SecretKeyRef = new() { Name = "order-secrets", Key = "password" } } },
            ],
            EnvFrom = [new() { ConfigMapRef = new() { Name = "order-config" } }, new() { SecretRef = new() { Name = "order-secrets" } }],
        });

        var order = NamespaceMapper.Map(new() { Deployments = [deployment] }).ShouldHaveSingleItem();

        order.Environment.Select(variable => (variable.Name, variable.Value)).ShouldBe([("PLAIN", "1"), ("PASSWORD", "(key password of Secret order-secrets)")]);
        order.GetProperty("k8s.pod.settings").ShouldBe("ConfigMap order-config, Secret order-secrets");
    }

    [Fact]
    public void Events_of_a_workload_are_also_those_of_its_pods_and_versions_the_latest_first()
    {
        var order = NamespaceMapper.Map(Shop with
        {
            Events =
            [
                Event("Pod", "order-1-a", "Unhealthy", "Readiness probe failed", minute: 1),
                Event("Deployment", "order", "ScalingReplicaSet", "Scaled up", isWarning: false, minute: 3),
                Event("ReplicaSet", "order-1", "SuccessfulCreate", "Created pod", isWarning: false, minute: 2),
                Event("Pod", "other", "Killing", "", minute: 4),
            ],
        })[0];

        order.Events.Select(entry => (entry.Reason, entry.About, entry.IsWarning, entry.Count)).ShouldBe(
            [("ScalingReplicaSet", "", false, 3), ("SuccessfulCreate", "order-1", false, 3), ("Unhealthy", "order-1-a", true, 3)]);
    }

    private static NamespaceObjects Shop { get; } = new()
    {
        Deployments = [Deployment("order")],
        ReplicaSets = [ReplicaSet("order", 1, "1.0", replicas: 2)],
        Pods = [Pod("order-1-b", "order"), Pod("order-1-a", "order")],
    };
}
