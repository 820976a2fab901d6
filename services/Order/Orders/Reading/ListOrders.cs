using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Order.Data;

namespace Order.Orders.Reading;

/// <summary>GET /orders</summary>
internal static class ListOrders
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public static async Task<Results<Ok<OrderPage>, ValidationProblem>> HandleAsync(
        [FromQuery, Description("Only orders in this status; may be repeated.")] string[]? status,
        [Description("How many at most: 1 to 100. Default: 20.")] int? limit,
        [Description("Where the previous page ended, from its next address.")] string? cursor,
        [Description("For admins: only the caller's own orders.")] bool? mine,
        ClaimsPrincipal user,
        OrderQueries queries,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (limit is < 1 or > MaxLimit)
        {
            errors["limit"] = [$"Ask for 1 to {MaxLimit} orders."];
        }

        OrderCursor? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (OrderCursor.TryParse(cursor, out var parsed))
            {
                after = parsed;
            }
            else
            {
                errors["cursor"] = ["This is no cursor. Take it from the next address of the previous page."];
            }
        }

        var statuses = (status ?? []).Select(name => new OrderStatus(name)).ToList();
        if (statuses.Exists(one => !OrderStatus.All.Contains(one)))
        {
            errors["status"] = [$"A status is one of {string.Join(", ", OrderStatus.All)}."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var caller = Caller.Of(user);
        var size = limit ?? DefaultLimit;

        var query = queries.VisibleTo(caller).AsNoTracking();
        if (mine == true)
        {
            query = query.Where(order => order.CustomerId == caller.Id);
        }

        if (statuses.Count > 0)
        {
            query = query.Where(order => statuses.Contains(order.Status));
        }

        if (after is { After: var last })
        {
            query = query.Where(order => order.Number < last);
        }

        // One more than asked for tells whether there is a next page.
        var orders = await query.OrderByDescending(order => order.Number).Take(size + 1).ToListAsync(cancellationToken);
        var page = orders.Take(size).Select(order => Summarize(order, caller)).ToList();

        string? next = null;
        if (orders.Count > size)
        {
            next = NextAddress(http.Request, new OrderCursor(page[^1].Number));
            http.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        return TypedResults.Ok(new OrderPage(page, next));
    }

    private static OrderSummary Summarize(CustomerOrder order, Caller caller) => new(
        order.Id,
        order.Number,
        order.Status,
        order.Version,
        order.Currency,
        order.TotalCents,
        order.ItemCount,
        CustomerResponse.Of(order),
        order.PlacedAt,
        order.UpdatedAt,
        caller.ActionsIn(order.Status));

    /// <summary>The same question, continued.</summary>
    private static string NextAddress(HttpRequest request, OrderCursor cursor)
    {
        var parameters = new List<KeyValuePair<string, string?>>();
        foreach (var (name, values) in request.Query)
        {
            if (!name.Equals("cursor", StringComparison.OrdinalIgnoreCase))
            {
                parameters.AddRange(values.Select(value => KeyValuePair.Create(name, value)));
            }
        }

        parameters.Add(KeyValuePair.Create("cursor", (string?)string.Create(CultureInfo.InvariantCulture, $"{cursor}")));
        return QueryHelpers.AddQueryString(request.PathBase + request.Path, parameters);
    }
}
