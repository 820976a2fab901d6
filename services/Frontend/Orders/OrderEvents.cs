using Frontend.Sessions;

namespace Frontend.Orders;

/// <summary>
/// Hands the order service's events on to the browser, which has no token of its own. Whenever the stream can't go on, it
/// ends, and the browser opens it anew (WHATWG HTML §9.2): perhaps at another replica.
/// </summary>
internal sealed class OrderEvents(OrderApi orders, IHostApplicationLifetime lifetime)
{
    public const string MinePath = "/my/orders/events";
    public const string AllPath = "/admin/orders/events";

    // How long browsers wait before they come back, in milliseconds.
    private const string Retry = "retry: 3000\n\n";

    public async Task RelayAsync(HttpContext context, bool mine)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";

        // Proxies such as ingress-nginx collect a response before they send it, unless they are asked not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";

        try
        {
            await context.Response.WriteAsync(Retry, ended.Token);
            await context.Response.Body.FlushAsync(ended.Token);

            using var upstream = await orders.GetEventsAsync(mine, LastEventId(context.Request), ended.Token);
            if (upstream.IsSuccessStatusCode)
            {
                await using var events = await upstream.Content.ReadAsStreamAsync(ended.Token);
                await CopyAsync(events, context.Response.Body, ended.Token);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or TimeoutException or SignedOutException or IssuerUnavailableException or Polly.ExecutionRejectedException)
        {
            // One of the two sides is gone or not there yet. The browser asks again.
        }
    }

    private static string? LastEventId(HttpRequest request) => request.Headers["Last-Event-ID"];

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            await to.FlushAsync(cancellationToken);
        }
    }
}
