using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>The web server of one gateway.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpMessageInvoker _client;
    private readonly GatewayRouteTable _routes;
    private readonly ILogger _log;
    private readonly GatewayForwarder _forwarder;
    private readonly Func<int> _port;

    private GatewayServer(WebApplication application, Func<int> port, HttpMessageInvoker client, GatewayRouteTable routes, ILogger log)
    {
        (_application, _port, _client, _routes, _log) = (application, port, client, routes, log);
        _forwarder = new(application.Services.GetRequiredService<IHttpForwarder>(), client, log);
        _application.Run(ServeAsync);
    }

    /// <summary>The port it listens on.</summary>
    public int Port => _port();

    /// <summary>Tells the dashboard of each request; <see langword="null"/> while there is nobody to tell. It ends with the server.</summary>
    public GatewayTracing? Tracing { get; set; }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<GatewayServer> StartAsync(
        int? port, HttpMessageInvoker client, GatewayRouteTable routes, ILogger log, CancellationToken cancellationToken)
    {
        // An empty builder: neither the AppHost's settings nor its environment (ASPNETCORE_URLS) are meant for this server.
        var builder = WebApplication.CreateEmptyBuilder(new());
        ListenOptions? listener = null;
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            // The limits are the services' own.
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
            options.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            options.Limits.MaxRequestLineSize = 16 * 1024;

            if (port is { } fixedPort)
            {
                options.ListenLocalhost(fixedPort, listen => Configure(listen));
            }
            else
            {
                options.Listen(IPAddress.Loopback, 0, listen => Configure(listen));
            }

            void Configure(ListenOptions listen)
            {
                listen.Protocols = HttpProtocols.Http1;
                listener = listen;
            }
        });

        var server = new GatewayServer(builder.Build(), () => port ?? ((IPEndPoint)listener!.EndPoint).Port, client, routes, log);

        try
        {
            await server._application.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The services stop as well; open connections need no grace.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
        Tracing?.Dispose();
        _client.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var target = _routes.Find(path);
        if (target?.IsProbe(path) == true)
        {
            target = null;
        }

        var tracing = Tracing;
        using var span = tracing?.StartServing(context.Request, target?.Route.Path);

        try
        {
            await (target is null ? NotFoundAsync(context) : _forwarder.ForwardAsync(context, target.Pool, tracing));
            GatewayTracing.Conclude(span, context.Response);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Who asked has gone.
        }
        catch (Exception exception)
        {
            GatewayTracing.Conclude(span, context.Response, exception);
            throw;
        }
    }

    private Task NotFoundAsync(HttpContext context)
    {
        _log.NoRoute(context.Request.Method, context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"No route of the gateway leads to {context.Request.Path}.", context.RequestAborted);
    }
}
