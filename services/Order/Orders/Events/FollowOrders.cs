using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Order.Orders.Events;

/// <summary>GET /orders/events</summary>
internal static class FollowOrders
{
    private const string RetryAfterSeconds = "60";

    public static async Task<Results<ServerSentEventsResult<OrderEventResponse>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        [FromHeader(Name = "Last-Event-ID"), Description("The last event that the client has seen: the stream goes on after it.")] string? lastEventId,
        [FromQuery(Name = "lastEventId"), Description("The same, for clients that cannot set the header.")] string? lastEventIdQuery,
        [Description("For admins: only the caller's own orders.")] bool? mine,
        ClaimsPrincipal user,
        OrderEventStream stream,
        StreamCount count,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        HttpContext http)
    {
        var lastSeen = string.IsNullOrEmpty(lastEventId) ? lastEventIdQuery : lastEventId;
        long? position = null;
        if (!string.IsNullOrEmpty(lastSeen))
        {
            if (!long.TryParse(lastSeen, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["Last-Event-ID"] = ["This is no id of an event of this stream."] });
            }

            position = parsed;
        }

        var caller = Caller.Of(user);
        var customerId = caller.IsAdmin && mine != true ? null : caller.Id;

        if (await count.TryOpenAsync(caller.Id, http.RequestAborted) is not { } id)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            return OrderProblems.TooManyStreams();
        }

        // Tells nginx, and whoever else listens to it, to pass events on as they come.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(UntilOver(stream, count, id, customerId, position, RemainingLifetime(user, time), lifetime, time, http.RequestAborted));
    }

    /// <summary>Ends with the client, with the replica, and with the token: who may listen is decided anew at each connection.</summary>
    private static async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<OrderEventResponse>> UntilOver(
        OrderEventStream stream,
        StreamCount count,
        Guid id,
        string? customerId,
        long? position,
        TimeSpan tokenLifetime,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken aborted)
    {
        using var expiry = new CancellationTokenSource(tokenLifetime, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping, expiry.Token);
        var renewed = time.GetTimestamp();
        try
        {
            await foreach (var item in stream.ReadAsync(customerId, position, over.Token))
            {
                yield return item;
                if (time.GetElapsedTime(renewed) > StreamCount.RenewalInterval)
                {
                    renewed = time.GetTimestamp();
                    await count.RenewAsync(id);
                }
            }
        }
        finally
        {
            await count.CloseAsync(id);
        }
    }

    private static TimeSpan RemainingLifetime(ClaimsPrincipal user, TimeProvider time)
    {
        var remaining = long.TryParse(user.FindFirstValue("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var expiry)
            ? DateTimeOffset.FromUnixTimeSeconds(expiry) - time.GetUtcNow()
            : TimeSpan.Zero;

        // What a timer takes; a token that is within the tolerated clock skew gets the least.
        return TimeSpan.FromSeconds(Math.Clamp(remaining.TotalSeconds, 1, TimeSpan.FromDays(1).TotalSeconds));
    }
}
