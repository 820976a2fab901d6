using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>One web server that holds the ports of all endpoints and gateways, from before the first replica starts until after the last has ended.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private static readonly GatewayTransformer Gateway = new();

    private readonly WebApplication _application;
    private readonly ReplicaForwarder _forwarder;

    private ProxyServer(WebApplication application)
    {
        _application = application;
        _forwarder = new(application.Services.GetRequiredService<IHttpForwarder>());
        _application.Run(HandleAsync);
    }

    /// <exception cref="DistributedApplicationException">A port was taken in the last moment.</exception>
    public static async Task<ProxyServer> StartAsync(IReadOnlyCollection<ProxyListener> listeners, CancellationToken cancellationToken)
    {
        // An empty builder: neither the AppHost's settings nor its environment (ASPNETCORE_URLS) are meant for this server.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // The limits are the services' own.
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            options.Limits.MaxRequestLineSize = 16 * 1024;

            foreach (var listener in listeners)
            {
                if (listener.RequestedPort is { } port)
                {
                    options.ListenLocalhost(port, listen => Configure(listen, listener));
                }
                else
                {
                    options.Listen(IPAddress.Loopback, 0, listen => Configure(listen, listener));
                }
            }
        });

        var server = new ProxyServer(builder.Build());

        try
        {
            await server._application.StartAsync(cancellationToken);
            return server;
        }
        catch (IOException exception)
        {
            await server.DisposeAsync();
            throw new DistributedApplicationException($"A port could not be opened: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Nobody is behind the ports any more; open connections need no grace.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
        _forwarder.Dispose();
    }

    private static void Configure(ListenOptions listen, ProxyListener listener)
    {
        listener.Options = listen;

        if (listener is EndpointListener { Protocol: ProxyProtocol.Tcp } endpoint)
        {
            listen.Run(new TcpForwarder(endpoint.Pool).ForwardAsync);
            return;
        }

        listen.Protocols = listener.Protocol is ProxyProtocol.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
    }

    private Task HandleAsync(HttpContext context) => context.Features.Get<ProxyListener>() switch
    {
        EndpointListener endpoint => _forwarder.ForwardAsync(context, endpoint.Pool, HttpTransformer.Empty, endpoint.Protocol is ProxyProtocol.Http2),
        GatewayListener gateway => ServeAsync(context, gateway),
        _ => NotFound(context),
    };

    private async Task ServeAsync(HttpContext context, GatewayListener gateway)
    {
        var route = gateway.Routes.Find(context.Request.Host.Host, context.Request.Path.Value ?? "/");
        using var span = gateway.Tracing?.StartServing(context.Request, route?.Path);

        try
        {
            await (route is null ? NotFound(context) : _forwarder.ForwardAsync(context, route.Pool, Gateway, useHttp2: false, gateway.Tracing));
            GatewayTracing.Conclude(span, context.Response);
        }
        catch (Exception exception)
        {
            GatewayTracing.Conclude(span, context.Response, exception);
            throw;
        }
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"No route of the gateway leads to {context.Request.Host}{context.Request.Path}.", context.RequestAborted);
    }
}
