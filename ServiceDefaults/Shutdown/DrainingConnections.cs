using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Shutdown;

/// <summary>
/// While a replica drains, each answer is the last one of its connection. A load balancer sends it no new connections, but a
/// client goes on using those that it has; a request that is on its way just when they are closed would be lost, and only an
/// idempotent one may be sent again.
/// </summary>
internal sealed class DrainingConnections(DrainState drain) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (drain.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.OnStarting(CloseConnection, context.Response);
            }

            return rest(context);
        });
        next(app);
    };

    private static Task CloseConnection(object state)
    {
        // A connection that becomes a WebSocket answers no further request anyway.
        if (state is HttpResponse { StatusCode: not StatusCodes.Status101SwitchingProtocols } response)
        {
            response.Headers[HeaderNames.Connection] = "close";
        }

        return Task.CompletedTask;
    }
}
