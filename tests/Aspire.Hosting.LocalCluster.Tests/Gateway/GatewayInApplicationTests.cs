using System.Diagnostics;
using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Tests.Gateway;

/// <summary>The gateway before replicas that the official orchestrator runs.</summary>
public sealed class GatewayInApplicationTests(RunningApplication application) : IClassFixture<RunningApplication>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_read_fails_while_one_of_two_replicas_is_killed()
    {
        const int Reads = 200;
        const int KilledAfter = 50;
        using var client = application.CreateClient("gateway");
        var processId = await application.ProcessIdAsync("service", await application.ReplicaOfAsync("service", Cancellation), Cancellation);
        var answers = new List<HttpStatusCode>();

        for (var read = 0; read < Reads; read++)
        {
            if (read == KilledAfter)
            {
                using var process = Process.GetProcessById(processId);
                process.Kill();
            }

            using var response = await client.GetAsync(new Uri("/pid", UriKind.Relative), Cancellation);
            answers.Add(response.StatusCode);
        }

        answers.Count(answer => answer is HttpStatusCode.OK).ShouldBe(Reads);
    }

    [Fact]
    public async Task Shows_itself_in_the_dashboard()
    {
        var shown = (await application.UntilAsync("gateway", change => change.Snapshot.State?.Text == KnownResourceStates.Running && change.Snapshot.HealthStatus is not null, Cancellation)).Snapshot;

        var url = shown.Urls.Single(each => !each.IsInternal);
        url.IsInactive.ShouldBeFalse();
        url.DisplayProperties.DisplayName.ShouldBe("Way in");
        shown.Properties.ShouldContain(property => property.Name == "Route /" && property.Value!.Equals("service (http)"));
        shown.Properties.ShouldContain(property => property.Name == "Route /stopped" && property.Value!.Equals("stopped (http)"));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/Health/")]
    public async Task The_probes_of_a_service_are_no_business_of_the_outside(string path)
    {
        using var client = application.CreateClient("gateway");

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await application.ConsoleUntilAsync("gateway", $"GET {path}: no route leads there. Answered 404.", Cancellation);
    }
}
