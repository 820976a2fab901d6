using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>
/// Passes a request on to a ready replica. If none is ready yet, it waits for a moment; if a replica turns out to be
/// gone, it takes another one, as long as the request cannot have had an effect.
/// </summary>
internal sealed class ReplicaForwarder(IHttpForwarder forwarder) : IDisposable
{
    /// <summary>How long a request waits for a replica to be ready.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Streams and sockets may be silent for as long as they like.
    private static readonly ForwarderRequestConfig Http = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    private static readonly ForwarderRequestConfig Http2 = Http with
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        // An endpoint's proxy is no part of the trace and passes its headers on unread; the gateway writes its own.
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = static async (context, cancellationToken) =>
            await LoopbackConnector.TryConnectAsync(context.DnsEndPoint.Port, cancellationToken) is { } socket
                ? new NetworkStream(socket, ownsSocket: true)
                : throw new SocketException((int)SocketError.ConnectionRefused),
    });

    public async Task ForwardAsync(HttpContext context, BackendPool pool, HttpTransformer transformer, bool useHttp2, GatewayTracing? tracing = null)
    {
        var tried = new HashSet<Backend>();

        while (await pool.SelectAsync(tried, Patience, context.RequestAborted) is { } backend)
        {
            using var span = tracing?.StartAsking(context.Request, pool.Resource, backend, attempt: tried.Count);
            tried.Add(backend);
            backend.Enter();

            try
            {
                var error = await forwarder.SendAsync(context, $"http://localhost:{backend.Port}", _client, useHttp2 ? Http2 : Http, transformer);
                GatewayTracing.Conclude(span, context.Response, error is ForwarderError.None ? null : context.Features.Get<IForwarderErrorFeature>()?.Exception);

                if (error is ForwarderError.None || !MayTryAgain(context))
                {
                    return;
                }
            }
            finally
            {
                backend.Leave();
            }

            context.Response.Clear();
        }

        await UnavailableResponse.WriteAsync(context, pool);
    }

    public void Dispose() => _client.Dispose();

    private static bool MayTryAgain(HttpContext context)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        var neverSent = context.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
        return neverSent || IsSafe(context.Request);
    }

    // RFC 9110, 9.2.1; a body that was sent once is gone.
    private static bool IsSafe(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && request.ContentLength is null or 0
        && !request.Headers.ContainsKey("Transfer-Encoding")
        && !request.Headers.ContainsKey("Upgrade");
}
