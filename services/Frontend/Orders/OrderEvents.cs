using System.Data.Common;
using Frontend.Sessions;

namespace Frontend.Orders;

/// <summary>
/// Hands the order service's events on to the browser, which has no token of its own. Whenever the stream can't go on, it
/// ends, and the browser opens it anew (WHATWG HTML §9.2): perhaps at another replica.
/// </summary>
internal sealed class OrderEvents(OrderApi orders, DatabaseTicketStore sessions, IHostApplicationLifetime lifetime)
{
    public const string MinePath = "/my/orders/events";
    public const string AllPath = "/admin/orders/events";

    // How long browsers wait before they come back, in milliseconds.
    private const string Retry = "retry: 3000\n\n";

    public async Task RelayAsync(HttpContext context, bool mine)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            if (!(await orders.GetEventsAsync(mine, context.Request.Headers["Last-Event-ID"], ended.Token)).TryGet(out var upstream, out var failure))
            {
                context.Response.StatusCode = failure.Kind == OrderFailureKind.SignedOut ? StatusCodes.Status401Unauthorized : StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using (upstream)
            {
                await RelayAsync(context, upstream, ended.Token);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or DbException)
        {
            // One of the two sides has gone, or nobody can say whether the session is still open. The browser asks again.
        }
    }

    private async Task RelayAsync(HttpContext context, HttpResponseMessage upstream, CancellationToken cancellationToken)
    {
        var session = context.Features.Get<CurrentSession>() ?? throw new InvalidOperationException("A stream exists only within a session.");

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";

        // Proxies such as ingress-nginx collect a response before they send it, unless they are asked not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await context.Response.WriteAsync(Retry, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);

        await using var events = await upstream.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        while (await events.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            // Whoever has logged out, on whatever replica, hears nothing more. The order service's heartbeats ask this in silence too.
            if (!await sessions.IsOpenAsync(session, cancellationToken))
            {
                return;
            }

            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
    }
}
