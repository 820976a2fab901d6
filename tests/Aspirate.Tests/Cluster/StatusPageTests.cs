using System.Text.Json;
using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Rollouts;
using Aspirate.Status;

namespace Aspirate.Tests.Cluster;

/// <summary>What <c>aspirate status</c> writes.</summary>
public sealed class StatusPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ApplicationStatus Status = new()
    {
        Namespace = "devops",
        IsHealthy = false,
        Revision = new(3, "deployed", Now - TimeSpan.FromMinutes(12), "apply of k8s-generated"),
        Workloads =
        [
            new() { Kind = ControllerKind.Deployment, Name = "auth", IsHealthy = true, HasFailed = false, Status = "2 pods available", Desired = 2, Ready = 2, Images = ["auth:1.0"], Autoscaler = new(2, 6, [new("cpu", null, "70%")]) },
            new()
            {
                Kind = ControllerKind.Deployment, Name = "order", IsHealthy = false, HasFailed = true, Status = "0 of 2 new pods are available", Desired = 2, Ready = 0, Images = ["order:1.0"], Restarts = 4,
                Problem = new() { Reason = "Crash", Message = "it ends", Remedy = "Its log tells why." },
            },
        ],
        Addresses = [new("http://devops.local/", "frontend", "ingress", "127.0.0.1"), new("http://devops.local/auth", "auth-service", "other", null)],
        Volumes = [new("data-postgres-0", true, "Bound", "1Gi", "standard")],
        Warnings = [new(Now - TimeSpan.FromSeconds(8), "pod/order-1", "BackOff", "Back-off restarting failed container", 5)],
    };

    [Fact]
    public async Task The_page_tells_all_at_a_glance()
    {
        var output = new StringWriter();

        await TerminalOutput.WriteAsync(StatusPage.Render(Status, Now), output);

        output.ToString().ShouldBe("""
            devops  not healthy  revision 3, deployed, 12 min ago: apply of k8s-generated

              Workload   Ready   Image       Restarts   Autoscaler
            ✓ auth         2/2   auth:1.0           0   2–6, cpu ? of 70%
            ✗ order        0/2   order:1.0          4                       it ends
                                                                            → Its log tells why.

             Address                    Service        Way in
             http://devops.local/       frontend       ingress at 127.0.0.1
             http://devops.local/auth   auth-service   other: no controller has taken it yet

             Volume            Size   Storage class
             data-postgres-0   1Gi    standard        Bound

             Warnings
             8 s ago    pod/order-1   BackOff (5x)   Back-off restarting failed container

            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public async Task Shares_and_what_is_in_the_way_of_requests_are_told()
    {
        var output = new StringWriter();
        var status = Status with
        {
            Workloads = [],
            Addresses = [new("http://devops.local/", "frontend", "gateway", "127.0.0.1") { Shares = [new("frontend", 90), new("frontend-canary", 10)] }],
            EntranceProblems = [new("HTTPRoute/auth", "BackendNotFound", "a Service is not there", "Bring it.")],
            Volumes = [],
            Warnings = [],
        };

        await TerminalOutput.WriteAsync(StatusPage.Render(status, Now), output);

        output.ToString().ShouldContain(" http://devops.local/   frontend   gateway at 127.0.0.1  90% frontend, 10% frontend-canary");
        output.ToString().ShouldContain("✗ HTTPRoute/auth   a Service is not there");
        output.ToString().ShouldContain("→ Bring it.");
    }

    [Fact]
    public void Programs_get_JSON()
    {
        using var json = JsonDocument.Parse(StatusJson.Document(Status));

        json.RootElement.GetProperty("isHealthy").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("revision").GetProperty("number").GetInt32().ShouldBe(3);
        var order = json.RootElement.GetProperty("workloads")[1];
        order.GetProperty("kind").GetString().ShouldBe("Deployment");
        order.GetProperty("problem").GetProperty("reason").GetString().ShouldBe("Crash");
        order.TryGetProperty("autoscaler", out _).ShouldBeFalse("what is not there is left out");
        StatusJson.Line(Status).ShouldNotContain("\n");
    }
}
