using System.Net;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Aspire.Dashboard.Listeners;

internal static class ListenersComposition
{
    public static WebApplicationBuilder AddListeners(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DashboardAddresses>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelListeners>();
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        return builder;
    }

    /// <summary>Binds an endpoint to the ports of one kind.</summary>
    public static TBuilder OnlyOn<TBuilder>(this TBuilder endpoint, ListenerKind kind)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ListenerFeature(kind));

    private sealed class KestrelListeners(DashboardSettings settings, DashboardAddresses addresses) : IConfigureOptions<KestrelServerOptions>
    {
        public void Configure(KestrelServerOptions options)
        {
            Listen(options, ListenerKind.Frontend, settings.Frontend.EndpointUrls);
            Listen(options, ListenerKind.OtlpGrpc, settings.Otlp.GrpcEndpointUrl);
            Listen(options, ListenerKind.OtlpHttp, settings.Otlp.HttpEndpointUrl);
        }

        private void Listen(KestrelServerOptions server, ListenerKind kind, string? urls)
        {
            foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!ListenAddress.TryParse(url, out var address))
                {
                    // The settings are validated before the server starts; that message is the better one.
                    continue;
                }

                var feature = new ListenerFeature(kind);

                address.Listen(server, listen =>
                {
                    // Without encryption there is no negotiation of the protocol, and gRPC needs HTTP/2.
                    listen.Protocols = kind == ListenerKind.OtlpGrpc ? HttpProtocols.Http2
                        : address.IsHttps ? HttpProtocols.Http1AndHttp2
                        : HttpProtocols.Http1;
                    addresses.Add(kind, address, () => listen.EndPoint as IPEndPoint);

                    if (address.IsHttps)
                    {
                        listen.UseHttps();
                    }

                    listen.Use(next => connection =>
                    {
                        connection.Features.Set(feature);
                        return next(connection);
                    });
                });
            }
        }
    }
}
