using Frontend.Sessions;

namespace Frontend.Orders;

/// <summary>The streams that keep pages current. Without a session they answer 401: there is nobody to send to the login.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(OrderEvents.MinePath, (HttpContext context, OrderEvents events) => events.RelayAsync(context, mine: true))
            .RequireAuthorization()
            .DisableCookieRedirect();
        endpoints.MapGet(OrderEvents.AllPath, (HttpContext context, OrderEvents events) => events.RelayAsync(context, mine: false))
            .RequireAuthorization(policy => policy.RequireRole(Roles.Admin))
            .DisableCookieRedirect();
    }
}
