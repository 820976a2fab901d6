using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Order.Web;

namespace Order.Orders.Reading;

/// <summary>GET /orders/{orderId}</summary>
internal static class GetOrder
{
    public static async Task<Results<Ok<OrderResponse>, StatusCodeHttpResult, NotFound>> HandleAsync(
        Guid orderId,
        [FromHeader(Name = "If-None-Match"), Description("An entity tag that the client has; the answer is 304 while it is current.")] string? ifNoneMatch,
        ClaimsPrincipal user,
        OrderQueries queries,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(user);
        var known = EntityTags.Parse(ifNoneMatch);
        if (known.Count > 0)
        {
            var version = await queries.VisibleTo(caller).Where(order => order.Id == orderId).Select(order => (int?)order.Version).SingleOrDefaultAsync(cancellationToken);
            if (version is { } current && EntityTags.WeaklyMatch(known, EntityTags.Of(current)))
            {
                SetHeaders(http.Response, EntityTags.Of(current));
                return TypedResults.StatusCode(StatusCodes.Status304NotModified);
            }
        }

        var order = await queries.FindAsync(caller, orderId, cancellationToken);
        if (order is null)
        {
            return TypedResults.NotFound();
        }

        SetHeaders(http.Response, EntityTags.Of(order.Version));
        return TypedResults.Ok(await queries.DescribeAsync(order, caller, cancellationToken));
    }

    private static void SetHeaders(HttpResponse response, string entityTag)
    {
        response.Headers.ETag = entityTag;

        // May be kept by the browser, to be asked about each time.
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Authorization;
    }
}
