using System.Net;
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

    private ResourceServiceHost(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <exception cref="DistributedApplicationException">Its port is taken.</exception>
    public static async Task<ResourceServiceHost> StartAsync(DashboardSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(settings)
            .AddSingleton(services.GetRequiredService<AppHostLocation>())
            .AddSingleton(services.GetRequiredService<ResourceNotificationService>())
            .AddSingleton(services.GetRequiredService<ResourceLoggerService>())
            .AddSingleton(services.GetRequiredService<ResourceCommandService>())
            .AddRoutingCore()
            .AddGrpc(grpc => grpc.Interceptors.Add<ApiKeyInterceptor>());

        ListenOptions? listening = null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            void Configure(ListenOptions listen)
            {
                listen.Protocols = HttpProtocols.Http2;
                listening = listen;
            }

            if (settings.ResourceService.Port == 0)
            {
                kestrel.Listen(IPAddress.Loopback, 0, Configure);
            }
            else
            {
                kestrel.ListenLocalhost(settings.ResourceService.Port, Configure);
            }
        });

        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService<DashboardResourceService>();

        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await application.DisposeAsync();
            throw new DistributedApplicationException($"The resource service for the dashboard cannot listen: {exception.Message}", exception);
        }

        var port = settings.ResourceService.Port == 0 ? ((IPEndPoint)listening!.EndPoint).Port : settings.ResourceService.Port;
        return new(application, new($"http://localhost:{port}"));
    }

    public async ValueTask DisposeAsync()
    {
        // A dashboard's watches have no end of their own.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
