using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>
/// Passes a request on to a ready replica, waiting for one if need be. If the connection breaks, the request goes to another one, as long
/// as that cannot have an effect twice.
/// </summary>
internal sealed class GatewayForwarder(IHttpForwarder forwarder, HttpMessageInvoker client, ILogger log)
{
    private const int MostAttempts = 4;

    // Streams and sockets may be silent for as long as they like.
    private static readonly ForwarderRequestConfig Http = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    private static readonly ForwarderRequestConfig Http2 = Http with
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static readonly GatewayTransformer Transformer = new();

    public static HttpMessageInvoker CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        // The gateway writes its own place in the trace.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Bytes are passed on as they come: both sides of the gateway read and write them alike.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });

    public async Task ForwardAsync(HttpContext context, ReplicaPool pool, GatewayTracing? tracing)
    {
        var request = context.Request;
        var config = pool.Endpoint.EndpointAnnotation.Transport == "http2" ? Http2 : Http;
        var tried = new HashSet<Replica>();

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await pool.SelectAsync(tried, context.RequestAborted) is not { } replica)
            {
                break;
            }

            tried.Add(replica);

            using (var span = tracing?.StartAsking(request, pool.Resource, replica, attempt))
            {
                replica.Enter();

                try
                {
                    var error = await forwarder.SendAsync(context, replica.Address.GetLeftPart(UriPartial.Authority), client, config, Transformer);
                    var failure = error is ForwarderError.None ? null : context.Features.Get<IForwarderErrorFeature>()?.Exception;
                    GatewayTracing.Conclude(span, context.Response, failure);

                    if (error is ForwarderError.None || context.RequestAborted.IsCancellationRequested)
                    {
                        return;
                    }

                    var neverSent = failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
                    if (neverSent)
                    {
                        pool.SetReady(replica, false);
                        replica.FindAway();
                    }

                    if (context.Response.HasStarted)
                    {
                        log.AnswerBroke(request.Method, request.Path, replica.Id, failure?.Message);
                        return;
                    }

                    if (!neverSent && !MayHappenTwice(request))
                    {
                        log.ConnectionBroke(request.Method, request.Path, replica.Id, failure?.Message);
                        await UnavailableResponse.WriteAsync(
                            context, StatusCodes.Status502BadGateway, pool.Resource, $"The connection to '{pool.Resource}' broke. Whether it did what was asked is not known.");
                        return;
                    }
                }
                finally
                {
                    replica.Leave();
                }
            }

            context.Response.Clear();
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            log.NoReplica(request.Method, request.Path, pool.Resource);
            await UnavailableResponse.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, pool.Resource, pool.IsStopped
                ? $"'{pool.Resource}' is stopped. Start it in the dashboard."
                : $"'{pool.Resource}' has no ready replica at the moment. It is starting, or starting again; its console tells more.");
        }
    }

    // RFC 9110, 9.2.2; a body that was sent once is gone.
    private static bool MayHappenTwice(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method)
            || HttpMethods.IsPut(request.Method) || HttpMethods.IsDelete(request.Method))
        && request.ContentLength is null or 0
        && !request.Headers.ContainsKey("Transfer-Encoding")
        && !request.Headers.ContainsKey("Upgrade");
}
