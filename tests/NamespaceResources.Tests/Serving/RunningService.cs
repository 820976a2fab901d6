using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using NamespaceResources.Contract;
using NamespaceResources.Tests.Clusters;

namespace NamespaceResources.Tests.Serving;

/// <summary>The program in this process, at ports of its own, with a client as the dashboard has one.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    public const string Key = "a-key-for-this-test";

    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private RunningService(WebApplication app)
    {
        _app = app;

        // Endpoints are opened in the order of their names: Health, Resources.
        Health = new(app.Urls.First());
        Address = new(app.Urls.Last());
        _channel = GrpcChannel.ForAddress(Address);
        Client = new(_channel);
    }

    public Uri Address { get; }

    public Uri Health { get; }

    public DashboardService.DashboardServiceClient Client { get; }

    /// <summary>How the dashboard calls.</summary>
    /// <param name="leaving">Ends the call; the test's end by default.</param>
    public static CallOptions Call(CancellationToken? leaving = null) =>
        new(new() { { "x-resource-service-api-key", Key } }, cancellationToken: leaving ?? TestContext.Current.CancellationToken);

    public static async Task<RunningService> StartAsync(FakeNamespace cluster, params IEnumerable<string> settings)
    {
        var app = NamespaceResourcesApplication.Build(
        [
            $"--Resources:Kubeconfig={cluster.Kubeconfig}",
            $"--Resources:ApiKey={Key}",
            "--Kestrel:Endpoints:Health:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:Resources:Url=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=None",
            .. settings,
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}
