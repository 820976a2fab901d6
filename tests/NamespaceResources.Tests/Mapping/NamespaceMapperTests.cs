using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;
using NamespaceResources.Contract;
using NamespaceResources.Mapping;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Mapping;

/// <summary>What is in a namespace, as the dashboard shows it.</summary>
public sealed class NamespaceMapperTests
{
    [Fact]
    public void A_workload_stands_above_its_pods()
    {
        var resources = Map(Shop);

        resources.Select(resource => (resource.Name, resource.ResourceType, Property(resource, "resource.parentName"))).ShouldBe(
        [
            ("order", "Deployment", null),
            ("order-1-a", "Pod", "order"),
            ("order-1-b", "Pod", "order"),
        ]);
        resources.ShouldAllBe(resource => resource.State == "Running" && resource.HealthReports.All(report => report.Status == HealthStatus.Healthy));
        resources[0].HealthReports.ShouldHaveSingleItem().Description.ShouldBe("2 pods available.");
        Property(resources[1], "container.image").ShouldBe("registry.local/order:1.0");
        Property(resources[1], "k8s.node.name").ShouldBe("node-1");
        Property(resources[1], "k8s.revision").ShouldBe("1");
        resources[1].StartedAt.ToDateTime().ShouldBe(Noon);
        resources[1].Relationships.ShouldHaveSingleItem().ShouldBe(new ResourceRelationship { ResourceName = "order", Type = "Parent" });
    }

    [Fact]
    public void The_dashboard_gets_what_it_cannot_do_without()
    {
        var resources = Map([.. Shop, Service("order-service", "order", 4000), With(Pod("new", "new"), pod => pod.Metadata.CreationTimestamp = null)]);

        resources.ShouldAllBe(resource => resource.CreatedAt != null && resource.Uid.Length > 0 && resource.DisplayName.Length > 0);
        resources.SelectMany(resource => resource.Urls).ShouldAllBe(url => url.DisplayProperties != null && url.EndpointName.Length > 0);
        foreach (var resource in resources)
        {
            resource.Properties.Select(property => property.Name).ShouldBeUnique();
            resource.Properties.ShouldAllBe(property => property.Value != null);
        }
    }

    [Fact]
    public void A_workload_is_called_as_its_telemetry_is()
    {
        var named = With(Deployment("shop-order-v2"), deployment => deployment.Metadata.Labels["app.kubernetes.io/name"] = "order");

        Map([named]).ShouldHaveSingleItem().Name.ShouldBe("order");
    }

    [Fact]
    public void A_name_that_several_have_belongs_to_the_one_that_runs_on()
    {
        var migration = new V1Job { Metadata = Meta("order-migrate", "order"), Spec = new(), Status = new() { Conditions = [new() { Type = "Complete", Status = "True" }] } };
        var other = With(Deployment("mail-too"), deployment => deployment.Metadata.Labels["app.kubernetes.io/name"] = "mail");

        Map([Deployment("order"), Deployment("mail"), other, migration]).Select(resource => resource.Name).ShouldBe(["mail", "mail-too", "order", "order-migrate"]);
    }

    [Fact]
    public void Equal_names_are_told_apart()
    {
        var set = new V1StatefulSet { Metadata = With(Meta("cache", "x"), metadata => metadata.Labels = null), Spec = new() { Replicas = 0 } };
        var deployment = With(Deployment("cache"), item => (item.Metadata.Labels, item.Spec.Template.Metadata.Labels) = (null, null));
        var pod = With(Pod("queue", "queue"), item => item.Metadata.OwnerReferences = null);

        Map([deployment, set, pod, Deployment("queue")]).Select(resource => resource.Name).ShouldBe(["cache", "cache (StatefulSet)", "queue", "queue (Deployment)"]);
    }

    [Fact]
    public void A_pod_that_nobody_runs_stands_for_itself()
    {
        var pod = With(Pod("shell", "shell"), item => item.Metadata.OwnerReferences = null);

        var resource = Map([pod, Service("shell-service", "shell", 22)]).ShouldHaveSingleItem();

        (resource.Name, resource.ResourceType, Property(resource, "resource.parentName")).ShouldBe(("shell", "Pod", null));
        resource.Urls.ShouldHaveSingleItem().FullUrl.ShouldBe("http://shell-service:22");
    }

    [Fact]
    public void The_runs_of_a_CronJob_are_one_workload_in_the_state_of_the_latest()
    {
        V1Job Run(string name, int hour, string condition) => new()
        {
            Metadata = With(Meta(name, "backup", Owner("CronJob", "backup")), item => item.CreationTimestamp = Noon.AddHours(hour)),
            Spec = new(),
            Status = new() { Conditions = [new() { Type = condition, Status = "True", Reason = "BackoffLimitExceeded", Message = "Job has reached the specified backoff limit" }] },
        };

        var resources = Map([Run("backup-2", 2, "Failed"), Run("backup-1", 1, "Complete"), Pod("backup-1-x", "backup", "Job", "backup-1")]);

        resources.Select(resource => (resource.Name, resource.ResourceType)).ShouldBe([("backup", "CronJob"), ("backup-1-x", "Pod")]);
        (resources[0].State, resources[0].StateStyle).ShouldBe(("Failed", "error"));
    }

    [Fact]
    public void Pods_of_a_kind_that_is_not_looked_at_are_found_all_the_same() =>
        Map([Pod("order-a", "order", "Rollout", "order")]).Select(resource => (resource.Name, resource.ResourceType, resource.State))
            .ShouldBe([("order", "Rollout", "Running"), ("order-a", "Pod", "Running")]);

    [Fact]
    public void Addresses_are_those_of_the_Ingress_and_within_the_cluster_of_the_Services()
    {
        var order = Map([.. Shop, Service("order-service", "order", 4000), Service("other", "else", 1), Ingress("devops.local", "/orders(/|$)(.*)", "order-service", isEncrypted: true)])[0];

        order.Urls.Select(url => (url.FullUrl, url.IsInternal)).ShouldBe([("https://devops.local/orders", false), ("http://order-service:4000", true)]);
    }

    [Fact]
    public void An_address_for_any_host_cannot_be_opened() =>
        Map([.. Shop, Service("order-service", "order", 4000), Ingress("*.devops.local", "/", "order-service")])[0].Urls.ShouldAllBe(url => url.IsInternal);

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

        var order = Map([deployment]).ShouldHaveSingleItem();

        order.Environment.Select(variable => (variable.Name, variable.Value)).ShouldBe([("PLAIN", "1"), ("PASSWORD", "(key password of Secret order-secrets)")]);
        Property(order, "k8s.pod.settings").ShouldBe("ConfigMap order-config, Secret order-secrets");
    }

    [Fact]
    public void Further_containers_are_named()
    {
        var deployment = With(Deployment("dashboard"), item => item.Spec.Template.Spec.Containers.Add(new() { Name = "resources", Image = "namespace-resources:1.0" }));

        Property(Map([deployment])[0], "k8s.pod.containers").ShouldBe("resources (namespace-resources:1.0)");
    }

    [Fact]
    public void Events_of_a_workload_are_also_those_of_its_pods_and_versions_the_latest_first()
    {
        var order = Map(
        [
            .. Shop,
            Event("Pod", "order-1-a", "Unhealthy", "Readiness probe failed", minute: 1),
            Event("Deployment", "order", "ScalingReplicaSet", "Scaled up", isWarning: false, minute: 3),
            Event("ReplicaSet", "order-1", "SuccessfulCreate", "Created pod", isWarning: false, minute: 2),
            Event("Pod", "other", "Killing", "", minute: 4),
        ])[0];

        order.Properties.Where(property => property.Name.StartsWith("k8s.event.", StringComparison.Ordinal)).Select(property => $"{property.DisplayName} {property.Value.StringValue}").ShouldBe(
        [
            "Event: ScalingReplicaSet 2026-11-23 12:03:00Z Scaled up (3 times)",
            "Event: SuccessfulCreate 2026-11-23 12:02:00Z order-1: Created pod (3 times)",
            "Warning: Unhealthy 2026-11-23 12:01:00Z order-1-a: Readiness probe failed (3 times)",
        ]);
    }

    [Fact]
    public void Only_where_it_is_allowed_a_workload_can_be_restarted()
    {
        var job = new V1Job { Metadata = Meta("migrate", "migrate"), Spec = new() };

        Map([.. Shop, job]).SelectMany(resource => resource.Commands).ShouldBeEmpty();
        NamespaceMapper.Map(Cluster([.. Shop, job]), Noon.AddHours(1), allowRestart: true).Where(resource => resource.Commands.Count > 0).Select(resource => resource.Name).ShouldBe(["order"]);
    }

    private static IKubernetesObject<V1ObjectMeta>[] Shop => [Deployment("order"), ReplicaSet("order", 1, "1.0", replicas: 2), Pod("order-1-b", "order"), Pod("order-1-a", "order")];

    private static List<Resource> Map(params IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) => [.. NamespaceMapper.Map(Cluster(objects), Noon.AddHours(1), allowRestart: false)];

    private static ClusterObjects Cluster(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) => objects.Aggregate(ClusterObjects.None, (known, item) => known.With(item));

    private static string? Property(Resource resource, string name) => resource.Properties.FirstOrDefault(property => property.Name == name)?.Value.StringValue;
}
