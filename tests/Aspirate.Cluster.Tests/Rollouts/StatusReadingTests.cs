using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Status;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>An application at a glance, out of the objects of its namespace.</summary>
public sealed class StatusReadingTests
{
    [Fact]
    public void A_workload_has_its_pods_images_restarts_and_autoscaler()
    {
        var status = Read(Healthy().Add(Ours(new V2HorizontalPodAutoscaler
        {
            Metadata = RecordedCluster.Metadata("auth"),
            Spec = new()
            {
                MinReplicas = 2,
                MaxReplicas = 6,
                ScaleTargetRef = new() { Kind = "Deployment", Name = "auth" },
                Metrics = [new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 70 } } }],
            },
            Status = new() { CurrentMetrics = [new() { Type = "Resource", Resource = new() { Name = "cpu", Current = new() { AverageUtilization = 3 } } }] },
        })));

        status.IsHealthy.ShouldBeTrue();
        var auth = status.Workloads.ShouldHaveSingleItem();
        auth.ShouldSatisfyAllConditions(
            workload => workload.Kind.ShouldBe(ControllerKind.Deployment),
            workload => workload.Ready.ShouldBe(1),
            workload => workload.Desired.ShouldBe(1),
            workload => workload.Images.ShouldBe(["auth:2"]),
            workload => workload.Restarts.ShouldBe(2),
            workload => workload.Autoscaler.ShouldNotBeNull().ShouldSatisfyAllConditions(
                autoscaler => (autoscaler.Minimum, autoscaler.Maximum).ShouldBe((2, 6)),
                autoscaler => autoscaler.Metrics.ShouldBe([new AutoscalerMetric("cpu", "3%", "70%")])));
    }

    [Fact]
    public void A_metric_that_nobody_knows_yet_has_no_value()
    {
        var autoscaler = Ours(new V2HorizontalPodAutoscaler
        {
            Metadata = RecordedCluster.Metadata("auth"),
            Spec = new() { MaxReplicas = 6, ScaleTargetRef = new() { Kind = "Deployment", Name = "auth" }, Metrics = [new() { Type = "Resource", Resource = new() { Name = "memory", Target = new() { AverageValue = new("200Mi") } } }] },
        });

        Read(Healthy().Add(autoscaler)).Workloads[0].Autoscaler.ShouldNotBeNull().Metrics.ShouldBe([new AutoscalerMetric("memory", null, "200Mi")]);
    }

    [Fact]
    public void What_others_have_put_into_the_namespace_is_left_out()
    {
        var cluster = Healthy().Deployment("foreign");

        var status = Read(cluster);

        status.Workloads.Select(workload => workload.Name).ShouldBe(["auth"]);
        status.IsHealthy.ShouldBeTrue("nobody asked for the other one");
    }

    [Fact]
    public void An_application_that_is_not_there_is_not_healthy() => Read(new RecordedCluster()).IsHealthy.ShouldBeFalse();

    [Fact]
    public void A_problem_that_began_long_ago_is_certain()
    {
        var cluster = new RecordedCluster().Deployment("auth", change: deployment => Ours(deployment)).NewPod("auth", (pod, status) =>
        {
            Ours(pod);
            RecordedCluster.CrashLoop(9, 3)(pod, status);
        });
        cluster.Elapsed = TimeSpan.FromHours(1);

        Read(cluster).Workloads[0].ShouldSatisfyAllConditions(auth => auth.IsHealthy.ShouldBeFalse(), auth => auth.HasFailed.ShouldBeTrue(), auth => auth.Problem.ShouldNotBeNull().Reason.ShouldBe("Crash"));
    }

    [Fact]
    public void An_address_is_what_the_browser_takes_and_tells_whether_anybody_listens()
    {
        var cluster = Healthy().Add(Ours(new V1Ingress
        {
            Metadata = RecordedCluster.Metadata("ingress"),
            Spec = new()
            {
                Tls = [new() { Hosts = ["shop.example"] }],
                Rules = [Rule("shop.example", "/", "frontend"), Rule("devops.local", "/auth", "auth-service")],
            },
            Status = new() { LoadBalancer = new() { Ingress = [new() { Ip = "10.0.0.9" }] } },
        }));

        Read(cluster).Addresses.ShouldBe([
            new AddressStatus("https://shop.example/", "frontend", "ingress", "10.0.0.9"),
            new AddressStatus("http://devops.local/auth", "auth-service", "ingress", "10.0.0.9"),
        ]);

        static V1IngressRule Rule(string host, string path, string service) => new() { Host = host, Http = new() { Paths = [new() { Path = path, PathType = "Prefix", Backend = new() { Service = new() { Name = service } } }] } };
    }

    [Theory]
    [InlineData("HTTP", 80, "http://shop.example/auth")]
    [InlineData("HTTPS", 443, "https://shop.example/auth")]
    [InlineData("HTTPS", 8443, "https://shop.example:8443/auth")]
    public void Behind_a_Gateway_the_addresses_are_what_its_routes_lead_to_a_Service(string protocol, int port, string url)
    {
        var cluster = Healthy()
            .Add(new V1Gateway
            {
                Metadata = RecordedCluster.Metadata("gateway"),
                Spec = new() { Listeners = [new() { Name = "redirecting", Port = 8080, Protocol = "HTTP" }, new() { Name = "main", Port = port, Protocol = protocol }] },
                Status = new() { Addresses = [new() { Value = "10.0.0.9" }] },
            })
            .Add(Ours(Route("gateway", "main", new() { Matches = [new() { Path = new() { Value = "/auth" } }], BackendRefs = [new() { Name = "auth-service", Port = 8000 }] })))
            .Add(Ours(Route("redirect", "redirecting", new() { Filters = [new() { RequestRedirect = new() }] })));

        Read(cluster).Addresses.ShouldBe([new AddressStatus(url, "auth-service", "gateway", "10.0.0.9")]);

        static V1HttpRoute Route(string name, string listener, V1HttpRouteRule rule) => new()
        {
            Metadata = RecordedCluster.Metadata(name),
            Spec = new() { ParentRefs = [new() { Name = "gateway", SectionName = listener }], Hostnames = ["shop.example"], Rules = [rule] },
        };
    }

    [Fact]
    public void Services_that_share_an_address_are_told_with_their_shares()
    {
        var route = Ours(new V1HttpRoute
        {
            Metadata = RecordedCluster.Metadata("auth"),
            Spec = new()
            {
                ParentRefs = [new() { Name = "gateway" }],
                Hostnames = ["shop.example"],
                Rules = [new() { BackendRefs = [new() { Name = "auth-canary", Port = 80, Weight = 1 }, new() { Name = "auth", Port = 80, Weight = 3 }] }],
            },
        });

        var address = Read(Healthy().Add(route)).Addresses.ShouldHaveSingleItem();

        address.Resource.ShouldBe("auth");
        address.Shares.ShouldBe([new ShareStatus("auth-canary", 25), new ShareStatus("auth", 75)]);
    }

    [Fact]
    public void An_application_that_no_request_reaches_is_not_healthy()
    {
        var route = Ours(new V1HttpRoute { Metadata = RecordedCluster.Metadata("auth"), Spec = new() { ParentRefs = [new() { Name = "gateway" }] } });

        var status = Read(Healthy().Add(route));

        status.IsHealthy.ShouldBeFalse();
        status.EntranceProblems.ShouldHaveSingleItem().Reason.ShouldBe("NoGateway");
    }

    [Fact]
    public void A_StatefulSet_s_volume_belongs_to_the_application_and_has_to_be_bound()
    {
        var cluster = Healthy().StatefulSet("postgres", ready: 1, change: set =>
        {
            Ours(set);
            set.Spec.VolumeClaimTemplates = [new() { Metadata = new() { Name = "data" } }];
        });
        cluster.Add(Claim("data-postgres-0", "Pending")).Add(Claim("data-postgres-exporter-0", "Bound")).Add(Claim("elsewhere", "Bound"));

        var status = Read(cluster);

        status.Volumes.ShouldBe([new VolumeStatus("data-postgres-0", IsBound: false, "Pending", "1Gi", "standard")]);
        status.IsHealthy.ShouldBeFalse();

        static V1PersistentVolumeClaim Claim(string name, string phase) => new()
        {
            Metadata = RecordedCluster.Metadata(name),
            Spec = new() { StorageClassName = "standard", Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Gi") } } },
            Status = new() { Phase = phase },
        };
    }

    [Fact]
    public void Warnings_are_the_recent_ones_about_what_is_not_ready_newest_first_and_each_once()
    {
        var cluster = Healthy();
        var ready = cluster.Find<V1Pod>("auth-new-1");
        var deployment = cluster.Find<V1Deployment>("auth");
        cluster.Elapsed = TimeSpan.FromHours(2);
        cluster.Event(ready, "Unhealthy", "Startup probe failed: connection refused", secondsAgo: 10)
            .Event(deployment, "Old", "long ago", secondsAgo: 3600)
            .Event(deployment, "Older", "said once", secondsAgo: 30, count: 3)
            .Event(deployment, "Newer", "said twice", secondsAgo: 5)
            .Event(deployment, "Newer", "said twice", secondsAgo: 20);

        Read(cluster).Warnings.Select(warning => (warning.Reason, warning.Times)).ShouldBe([("Newer", 1), ("Older", 3)]);
    }

    [Fact]
    public void Pods_that_are_refused_again_and_again_are_one_warning()
    {
        var cluster = Healthy();
        var deployment = cluster.Find<V1Deployment>("auth");
        cluster.Event(deployment, "FailedCreate", "pods auth-x is forbidden", secondsAgo: 9).Event(deployment, "FailedCreate", "pods auth-y is forbidden", secondsAgo: 5);

        Read(cluster).Warnings.ShouldHaveSingleItem().Message.ShouldBe("pods auth-y is forbidden");
    }

    private static ApplicationStatus Read(RecordedCluster cluster) => StatusReading.Read(cluster.Evidence.Objects, "devops", null, cluster.Evidence.Now);

    private static RecordedCluster Healthy() => new RecordedCluster()
        .Deployment("auth", available: 1, change: deployment => Ours(deployment).Spec.Template = new() { Spec = new() { Containers = [new() { Name = "main", Image = "localhost:5000/team/auth:2" }] } })
        .NewPod("auth", (pod, status) =>
        {
            Ours(pod);
            RecordedCluster.Ready(pod, status);
            status.RestartCount = 2;
        });

    private static T Ours<T>(T content)
        where T : IKubernetesObject<V1ObjectMeta>
    {
        content.Metadata.Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "aspirate", ["app.kubernetes.io/name"] = content.Metadata.Name };
        return content;
    }
}
