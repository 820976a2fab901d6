using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;
using Grpc.Core;
using Grpc.Net.Client;
using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;

namespace NamespaceResources.Tests.Serving;

/// <summary>Who is answered, and where.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a-key-for-this-tesT")]
    [InlineData("a-key-for-this-test-and-more")]
    public async Task Without_the_key_nothing_is_told(string? key)
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster, "--Resources:AllowRestart=true");
        var headers = new Metadata();
        if (key is not null)
        {
            headers.Add("x-resource-service-api-key", key);
        }

        var call = new CallOptions(headers, cancellationToken: TestContext.Current.CancellationToken);
        using var resources = service.Client.WatchResources(new(), call);
        using var console = service.Client.WatchResourceConsoleLogs(new() { ResourceName = "order" }, call);
        using var interactions = service.Client.WatchInteractions(call);

        await ShouldBeRefusedAsync(async () => await service.Client.GetApplicationInformationAsync(new(), call));
        await ShouldBeRefusedAsync(async () => await service.Client.ExecuteResourceCommandAsync(new() { CommandName = "restart" }, call));
        await ShouldBeRefusedAsync(() => resources.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await ShouldBeRefusedAsync(() => console.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await ShouldBeRefusedAsync(() => interactions.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_probe_needs_no_key_and_is_answered_whatever_becomes_of_the_cluster()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await cluster.GoAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var kubelet = new HttpClient();

        (await kubelet.GetStringAsync(new Uri(service.Health, "/health"), TestContext.Current.CancellationToken)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Where_probes_are_answered_no_dashboard_is()
    {
        await using var cluster = await FakeNamespace.StartAsync();
        await using var service = await RunningService.StartAsync(cluster);
        using var channel = GrpcChannel.ForAddress(service.Health);

        await Should.ThrowAsync<RpcException>(async () => await new DashboardService.DashboardServiceClient(channel).GetApplicationInformationAsync(new(), RunningService.Call()));
    }

    [Fact]
    public void It_listens_to_its_own_pod_only()
    {
        var app = NamespaceResourcesApplication.Build([]);

        app.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => new Uri(endpoint["Url"]!)).ShouldAllBe(url => url.Host == "localhost");
    }

    [Theory]
    [InlineData("", "RESOURCES__APIKEY is missing, or shorter than 16 characters: it is the key that the dashboard sends (its DASHBOARD__RESOURCESERVICECLIENT__APIKEY).")]
    [InlineData("short", "RESOURCES__APIKEY is missing, or shorter than 16 characters: it is the key that the dashboard sends (its DASHBOARD__RESOURCESERVICECLIENT__APIKEY).")]
    [InlineData(RunningService.Key, "RESOURCES__LOGTAILLINES has to be from 1 to 1,000,000.")]
    public async Task With_settings_that_cannot_work_it_does_not_start_and_says_what_is_wrong(string key, string message)
    {
        var result = await RunAsync(("RESOURCES__APIKEY", key), ("RESOURCES__LOGTAILLINES", key == RunningService.Key ? "0" : "1"));

        (result.ExitCode, result.StandardError.Trim()).ShouldBe((1, message));
        result.StandardOutput.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_told()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var result = await RunAsync(("RESOURCES__APIKEY", RunningService.Key), ("KESTREL__ENDPOINTS__RESOURCES__URL", address), ("KESTREL__ENDPOINTS__HEALTH__URL", "http://127.0.0.1:0"));

        result.ExitCode.ShouldBe(1);
        result.StandardError.ShouldContain($"{address}: address already in use");
    }

    private static async Task<BufferedCommandResult> RunAsync(params IEnumerable<(string Name, string Value)> environment)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        return await Cli.Wrap("dotnet")
            .WithArguments([typeof(NamespaceResourcesApplication).Assembly.Location])
            .WithEnvironmentVariables(environment.ToDictionary(entry => entry.Name, entry => (string?)entry.Value))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(patience.Token);
    }

    private static async Task ShouldBeRefusedAsync(Func<Task> ask) => (await Should.ThrowAsync<RpcException>(ask)).StatusCode.ShouldBe(StatusCode.Unauthenticated);
}
