using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>The gRPC server that a dashboard watches the application through. It listens on this machine only.</summary>
internal sealed class ResourceServiceHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ResourceServiceHost(WebApplication application) => _application = application;

    /// <param name="address">Where it listens.</param>
    /// <param name="apiKey">The key that a dashboard has to show.</param>
    /// <param name="services">The AppHost's services.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="DistributedApplicationException">Its port is taken.</exception>
    public static async Task<ResourceServiceHost> StartAsync(Uri address, string apiKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services
            .AddSingleton(services.GetRequiredService<AppHostLocation>())
            .AddSingleton(services.GetRequiredService<ResourceNotificationService>())
            .AddSingleton(services.GetRequiredService<ResourceLoggerService>())
            .AddSingleton(services.GetRequiredService<ResourceCommandService>())
            .AddRoutingCore()
            .AddGrpc(grpc => grpc.Interceptors.Add<ApiKeyInterceptor>(apiKey));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.ListenLocalhost(address.Port, listen => listen.Protocols = HttpProtocols.Http2));

        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService<DashboardResourceService>();

        try
        {
            await application.StartAsync(cancellationToken);
            return new(application);
        }
        catch (IOException exception)
        {
            await application.DisposeAsync();
            throw new DistributedApplicationException($"The resource service for the dashboard cannot listen: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A dashboard's watches have no end of their own.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
